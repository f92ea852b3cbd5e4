/** Tests of the adapter of Amazon Connect against a server that answers what a test tells it to. */
@NullMarked
package io.contacttree.aws.connect;

import org.jspecify.annotations.NullMarked;
