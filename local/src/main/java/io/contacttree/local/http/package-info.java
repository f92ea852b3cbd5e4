/** What the servers of the local stack have in common beside the server itself: its refusals. */
@NullMarked
package io.contacttree.local.http;

import org.jspecify.annotations.NullMarked;
