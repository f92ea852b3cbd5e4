/**
 * What belongs to a contact: its references, which types are asked for, and what may be kept of
 * them.
 */
package io.contacttree.domain.reference;
