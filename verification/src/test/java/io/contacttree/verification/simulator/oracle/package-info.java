/**
 * What the documents of a scenario must say, computed from the scenario by the tree rules, sections
 * 2 to 6.
 *
 * <p>Written apart from the product: nothing here calls its merge, its assembler or its checks, and
 * nothing here is fast.
 */
package io.contacttree.verification.simulator.oracle;
