/** Tests of the clients and of what they call as. */
@NullMarked
package io.contacttree.aws.clients;

import org.jspecify.annotations.NullMarked;
