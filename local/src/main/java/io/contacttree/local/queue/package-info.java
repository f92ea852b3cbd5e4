/** What AWS does between a queue and a function: polling, batches, answers, redelivery. */
@NullMarked
package io.contacttree.local.queue;

import org.jspecify.annotations.NullMarked;
