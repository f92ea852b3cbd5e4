/** HTTP on 127.0.0.1. */
@NullMarked
package io.contacttree.standin.http;

import org.jspecify.annotations.NullMarked;
