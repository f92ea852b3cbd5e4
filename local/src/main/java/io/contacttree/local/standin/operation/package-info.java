/** The operations of Amazon Connect. */
@NullMarked
package io.contacttree.local.standin.operation;

import org.jspecify.annotations.NullMarked;
