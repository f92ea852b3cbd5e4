/** The figures of the building function: counted while it works, published once an invocation. */
@NullMarked
package io.contacttree.functions.builder.figures;

import org.jspecify.annotations.NullMarked;
