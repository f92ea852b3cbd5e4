/** The Lambda function that answers requests for stored contact trees. */
@NullMarked
package io.contacttree.functions.server;

import org.jspecify.annotations.NullMarked;
