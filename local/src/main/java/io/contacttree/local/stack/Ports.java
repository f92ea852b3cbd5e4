package io.contacttree.local.stack;

/**
 * The ports on the loopback interface; 0 is any free one.
 *
 * @param api the HTTP API
 * @param connect the stand-in for Amazon Connect
 * @param events EventBridge
 * @param dynamodb DynamoDB
 * @param sqs SQS
 */
public record Ports(int api, int connect, int events, int dynamodb, int sqs) {}
