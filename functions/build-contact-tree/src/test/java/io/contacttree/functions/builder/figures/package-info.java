/** Figures as they are published. */
package io.contacttree.functions.builder.figures;
