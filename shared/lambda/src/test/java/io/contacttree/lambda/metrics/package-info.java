/** Metrics as they are published. */
package io.contacttree.lambda.metrics;
