/**
 * The real parts that hold state: DynamoDB Local and ElasticMQ, with the table and queues of the
 * template.
 */
@NullMarked
package io.contacttree.local.engine;

import org.jspecify.annotations.NullMarked;
