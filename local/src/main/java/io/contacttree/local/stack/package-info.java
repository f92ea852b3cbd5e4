/** All rooms together: one system, started, watched and stopped. */
@NullMarked
package io.contacttree.local.stack;

import org.jspecify.annotations.NullMarked;
