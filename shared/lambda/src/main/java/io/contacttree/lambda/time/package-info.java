/** Time as it passes. */
@NullMarked
package io.contacttree.lambda.time;

import org.jspecify.annotations.NullMarked;
