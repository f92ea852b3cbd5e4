/** The metrics of a function: counted while it works, published once an invocation. */
@NullMarked
package io.contacttree.lambda.metrics;

import org.jspecify.annotations.NullMarked;
