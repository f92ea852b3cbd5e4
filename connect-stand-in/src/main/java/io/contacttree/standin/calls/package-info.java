/** What was asked and how it was answered. */
@NullMarked
package io.contacttree.standin.calls;

import org.jspecify.annotations.NullMarked;
