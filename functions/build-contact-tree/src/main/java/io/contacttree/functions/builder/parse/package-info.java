/** From the body of a queue message to what it asks for; nothing here throws for what it reads. */
@NullMarked
package io.contacttree.functions.builder.parse;

import org.jspecify.annotations.NullMarked;
