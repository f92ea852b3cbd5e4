/** How often each operation may be called. */
@NullMarked
package io.contacttree.standin.quota;

import org.jspecify.annotations.NullMarked;
