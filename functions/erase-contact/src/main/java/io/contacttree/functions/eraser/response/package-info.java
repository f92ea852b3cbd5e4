/** From what an erasure came to to an HTTP answer. */
@NullMarked
package io.contacttree.functions.eraser.response;

import org.jspecify.annotations.NullMarked;
