/** Tests of the settings and of the clients that they describe. */
@NullMarked
package io.contacttree.aws.clients;

import org.jspecify.annotations.NullMarked;
