/** The operations of Amazon Connect. */
@NullMarked
package io.contacttree.standin.operation;

import org.jspecify.annotations.NullMarked;
