/** Erasing: what is taken out of a tree for good, and how far that came. */
package io.contacttree.domain.erase;
