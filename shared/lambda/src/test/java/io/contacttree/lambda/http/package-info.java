/** HTTP at a function's edge: what API Gateway sends and takes. */
@NullMarked
package io.contacttree.lambda.http;

import org.jspecify.annotations.NullMarked;
