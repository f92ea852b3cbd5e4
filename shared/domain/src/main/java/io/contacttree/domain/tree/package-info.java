/**
 * From what is known of contacts to one tree: links, order, state and summary, as pure functions.
 */
package io.contacttree.domain.tree;
