/**
 * Counts the capacity units that the running stack's requests to the table consume.
 *
 * <p>It is put into the stack's process by the class path alone; the product knows nothing of it.
 */
@NullMarked
package io.contacttree.verification.bench.units;

import org.jspecify.annotations.NullMarked;
