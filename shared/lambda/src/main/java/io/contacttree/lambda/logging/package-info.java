/** A function's log: one line of JSON each, ids and reasons, nothing that a message says. */
@NullMarked
package io.contacttree.lambda.logging;

import org.jspecify.annotations.NullMarked;
