/**
 * The whole flow in one process: seeded, in virtual time, its workers interleaved at every call to
 * something outside, with faults between any two steps.
 *
 * <p>Real are the flow ({@code io.contacttree.domain.flow} with merge and assembler) and the
 * pacers. Simulated are Amazon Connect, the queue, the table and leases (the fakes of the domain's
 * tests behind faults), the workers' clocks and their Lambda environments. One worker at a time
 * runs, on a thread of its own, and hands over wherever it would wait.
 *
 * <p>A seed decides everything: the contacts and their lives, how Amazon Connect reads them out
 * ({@code scenario}), the order and batches in which messages come ({@code RunPlan}), and which
 * fault strikes when ({@code FaultPlan}). Lists of some contacts fail for ever or for a while,
 * whatever the plan ({@code Troubles}): of such as are only named, which must cost no claim but
 * their own, and of such as have events, which must cost no neighbour. Each seed is run in two
 * orders. What the documents must say in the end is worked out from the scenario by {@code oracle},
 * by the rules alone, apart from the product's assembler. Then everything is sent once more, which
 * must have no effect.
 *
 * <p>{@code make simulate SEEDS=10000} runs many seeds and prints those that fail; {@code make
 * simulate SEED=17} runs one again, exactly, and prints what happened step by step. {@code
 * Sabotage} breaks the builder on purpose, to see that the checks notice.
 */
package io.contacttree.verification.simulator;
