/** The HTTP API: requests become API Gateway events, and the stack tells about itself. */
@NullMarked
package io.contacttree.local.apigateway;

import org.jspecify.annotations.NullMarked;
