/** The operator's program: its commands, and how each of them ends. */
@NullMarked
package io.contacttree.operator;

import org.jspecify.annotations.NullMarked;
