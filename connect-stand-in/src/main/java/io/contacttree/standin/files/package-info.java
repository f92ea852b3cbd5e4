/** Links to files. */
@NullMarked
package io.contacttree.standin.files;

import org.jspecify.annotations.NullMarked;
