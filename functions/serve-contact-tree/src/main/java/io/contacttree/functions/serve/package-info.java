/** The Lambda function that answers requests for stored contact trees. */
@NullMarked
package io.contacttree.functions.serve;

import org.jspecify.annotations.NullMarked;
