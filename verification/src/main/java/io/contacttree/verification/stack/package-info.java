/**
 * The built local stack as its users have it: a process of its own, seen through its ports alone.
 */
@NullMarked
package io.contacttree.verification.stack;

import org.jspecify.annotations.NullMarked;
