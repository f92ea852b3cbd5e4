/** Claims on their way through the queue. */
package io.contacttree.aws.queue;
