/** The settings of a function, and the clients of AWS that they describe. */
@NullMarked
package io.contacttree.aws.clients;

import org.jspecify.annotations.NullMarked;
