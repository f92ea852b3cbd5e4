/** Tests of the table against DynamoDB Local. */
package io.contacttree.aws.dynamodb;
