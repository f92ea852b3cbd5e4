/** How the service differs from its plain self. */
@NullMarked
package io.contacttree.standin.quirk;

import org.jspecify.annotations.NullMarked;
