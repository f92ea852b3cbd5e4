/** What is answered under the stand-in's own path. */
@NullMarked
package io.contacttree.standin.control;

import org.jspecify.annotations.NullMarked;
