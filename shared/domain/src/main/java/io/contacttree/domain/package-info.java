/** Contacts, the trees they make, and how the store comes to know them: plain Java, no library. */
package io.contacttree.domain;
