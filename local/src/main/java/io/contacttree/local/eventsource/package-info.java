/** What AWS does between a queue and a function: polling, batches, answers, redelivery. */
@NullMarked
package io.contacttree.local.eventsource;

import org.jspecify.annotations.NullMarked;
