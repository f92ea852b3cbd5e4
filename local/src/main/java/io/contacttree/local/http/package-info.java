/**
 * HTTP on the loopback interface: the server under every endpoint here, and the shapes they answer
 * in.
 */
@NullMarked
package io.contacttree.local.http;

import org.jspecify.annotations.NullMarked;
