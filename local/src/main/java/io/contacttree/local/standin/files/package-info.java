/** Links to files. */
@NullMarked
package io.contacttree.local.standin.files;

import org.jspecify.annotations.NullMarked;
