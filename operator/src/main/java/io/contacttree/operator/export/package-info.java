/** Exports of the table in DynamoDB's own layout, made on one machine. */
@NullMarked
package io.contacttree.operator.export;

import org.jspecify.annotations.NullMarked;
