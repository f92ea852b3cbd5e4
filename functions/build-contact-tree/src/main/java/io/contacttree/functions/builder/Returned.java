package io.contacttree.functions.builder;

import java.time.Duration;

/**
 * A message that goes back to the queue.
 *
 * @param message the message
 * @param reason why, in lower case
 * @param delay how long it stays away
 */
record Returned(QueueMessage message, String reason, Duration delay) {}
