/** The function that reaches beyond what is stored: links to files, refreshes. */
@NullMarked
package io.contacttree.functions.reacher;

import org.jspecify.annotations.NullMarked;
