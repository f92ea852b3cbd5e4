/** How often each operation may be called. */
@NullMarked
package io.contacttree.local.standin.quota;

import org.jspecify.annotations.NullMarked;
