/** The contacts and how scenarios are read. */
@NullMarked
package io.contacttree.local.standin.contacts;

import org.jspecify.annotations.NullMarked;
