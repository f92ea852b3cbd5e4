/** A stand-in for Amazon Connect, usable alone. */
@NullMarked
package io.contacttree.standin;

import org.jspecify.annotations.NullMarked;
