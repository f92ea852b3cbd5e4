/** The Lambda function that turns events into stored contact trees. */
@NullMarked
package io.contacttree.functions.builder;

import org.jspecify.annotations.NullMarked;
