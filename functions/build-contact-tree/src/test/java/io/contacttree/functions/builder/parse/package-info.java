/** Bodies of messages and what they are. */
package io.contacttree.functions.builder.parse;
