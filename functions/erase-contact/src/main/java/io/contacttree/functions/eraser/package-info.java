/** The function that erases contacts. */
@NullMarked
package io.contacttree.functions.eraser;

import org.jspecify.annotations.NullMarked;
