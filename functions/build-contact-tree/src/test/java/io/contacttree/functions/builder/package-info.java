/** Batches of messages through the building function. */
package io.contacttree.functions.builder;
