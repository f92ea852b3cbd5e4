/**
 * Measures what the running stack costs: calls to Amazon Connect, table requests and time.
 *
 * <p>It drives the stack from outside, over HTTP, and knows nothing of its inside.
 */
@NullMarked
package io.contacttree.verification.bench;

import org.jspecify.annotations.NullMarked;
