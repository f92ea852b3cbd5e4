/**
 * The whole flow in one process: seeded, in virtual time, its workers interleaved at every call to
 * something outside, with faults between any two steps.
 *
 * <p>A seed decides everything: the contacts and their lives, how Amazon Connect reads them out,
 * the order and batches in which messages come, and which fault strikes when. What the stored
 * documents must say comes from {@code oracle}, which is written from the rules alone.
 */
package io.contacttree.local.simulator;
