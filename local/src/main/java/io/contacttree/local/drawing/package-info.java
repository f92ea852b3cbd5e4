/** What the terminal shows: trees and progress. */
@NullMarked
package io.contacttree.local.drawing;

import org.jspecify.annotations.NullMarked;
