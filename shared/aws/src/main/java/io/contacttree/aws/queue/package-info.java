/** The queue that brings claims: sending them, reading them, and when a message comes again. */
@NullMarked
package io.contacttree.aws.queue;

import org.jspecify.annotations.NullMarked;
