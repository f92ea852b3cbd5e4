/** A contact tree as people look at it: as text. */
@NullMarked
package io.contacttree.view;

import org.jspecify.annotations.NullMarked;
