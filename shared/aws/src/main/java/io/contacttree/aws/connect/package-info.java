/** Asks Amazon Connect, and turns what it answers into what the domain knows. */
@NullMarked
package io.contacttree.aws.connect;

import org.jspecify.annotations.NullMarked;
