/** From an HTTP request to what it asks for. */
@NullMarked
package io.contacttree.functions.reacher.request;

import org.jspecify.annotations.NullMarked;
