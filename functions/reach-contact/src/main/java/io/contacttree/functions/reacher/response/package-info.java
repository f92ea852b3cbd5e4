/** From what became of a request to an HTTP answer. */
@NullMarked
package io.contacttree.functions.reacher.response;

import org.jspecify.annotations.NullMarked;
