/** What a contact is and what each source has said of it. */
package io.contacttree.domain.contact;
