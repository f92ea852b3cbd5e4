/** The event bus: takes events in AWS's own protocol and hands the matching ones to the queue. */
@NullMarked
package io.contacttree.local.eventbridge;

import org.jspecify.annotations.NullMarked;
