/** Whether answers are those that the contract of the API describes. */
@NullMarked
package io.contacttree.lambda.contract;

import org.jspecify.annotations.NullMarked;
