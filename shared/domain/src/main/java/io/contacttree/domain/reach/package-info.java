/** Reaching for more than is stored: links to files, and a new look at a contact. */
package io.contacttree.domain.reach;
