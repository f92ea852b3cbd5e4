/** The contacts and how scenarios are read. */
@NullMarked
package io.contacttree.standin.contacts;

import org.jspecify.annotations.NullMarked;
