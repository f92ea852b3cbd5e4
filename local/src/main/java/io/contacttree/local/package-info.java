/** The whole system on one machine, never deployed. */
@NullMarked
package io.contacttree.local;

import org.jspecify.annotations.NullMarked;
