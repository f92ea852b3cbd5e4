/** From an HTTP request to what it asks to be erased. */
@NullMarked
package io.contacttree.functions.eraser.request;

import org.jspecify.annotations.NullMarked;
