/** From what was found to an HTTP answer. */
@NullMarked
package io.contacttree.functions.server.response;

import org.jspecify.annotations.NullMarked;
