/**
 * The real parts that hold state: DynamoDB Local and ElasticMQ, with the table and queues of the
 * template.
 */
@NullMarked
package io.contacttree.local.dynamodb;

import org.jspecify.annotations.NullMarked;
