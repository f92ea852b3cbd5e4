/**
 * Trees and leases in the one DynamoDB table.
 *
 * <p>Begin with {@link io.contacttree.aws.dynamodb.DynamoDbTreeStore}; the keys and indexes are in
 * {@link io.contacttree.aws.dynamodb.item.TreeTable}.
 */
@NullMarked
package io.contacttree.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
