/** How Amazon Connect speaks: routes, encodings, times, errors, page tokens. */
@NullMarked
package io.contacttree.standin.protocol;

import org.jspecify.annotations.NullMarked;
