/** HTTP at a function's edge: headers, versions the caller has, problem documents. */
@NullMarked
package io.contacttree.lambda.http;

import org.jspecify.annotations.NullMarked;
