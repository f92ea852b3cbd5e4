/** From the body of a queue message to what it asks for; nothing here throws for what it reads. */
@NullMarked
package io.contacttree.functions.build.parse;

import org.jspecify.annotations.NullMarked;
