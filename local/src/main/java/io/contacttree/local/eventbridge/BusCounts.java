package io.contacttree.local.eventbridge;

/**
 * What the bus has seen.
 *
 * @param received events taken so far
 * @param matched how many of them matched the rule
 * @param unmatched how many did not
 * @param underWay how many are between the bus and the queue
 */
public record BusCounts(long received, long matched, long unmatched, long underWay) {}
