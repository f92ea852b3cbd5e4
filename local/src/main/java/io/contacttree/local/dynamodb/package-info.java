/** The real table engine on this machine (DynamoDB Local), with the table of the template. */
@NullMarked
package io.contacttree.local.dynamodb;

import org.jspecify.annotations.NullMarked;
