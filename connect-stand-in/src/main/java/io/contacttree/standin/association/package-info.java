/** Which contacts are connected, and which of them is the root. */
@NullMarked
package io.contacttree.standin.association;

import org.jspecify.annotations.NullMarked;
