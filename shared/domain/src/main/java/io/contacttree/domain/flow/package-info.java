/** The sentence of the product: claims of a tree are answered, listed, read and written. */
package io.contacttree.domain.flow;
