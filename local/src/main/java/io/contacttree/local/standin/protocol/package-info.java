/** How Amazon Connect speaks: routes, encodings, times, errors, page tokens. */
@NullMarked
package io.contacttree.local.standin.protocol;

import org.jspecify.annotations.NullMarked;
