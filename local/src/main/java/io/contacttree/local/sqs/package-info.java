/** The real queue engine on this machine (ElasticMQ), with the queues of the template. */
@NullMarked
package io.contacttree.local.sqs;

import org.jspecify.annotations.NullMarked;
