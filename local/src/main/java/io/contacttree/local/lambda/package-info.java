/** The functions, called with the bytes that Lambda would send. */
@NullMarked
package io.contacttree.local.lambda;

import org.jspecify.annotations.NullMarked;
