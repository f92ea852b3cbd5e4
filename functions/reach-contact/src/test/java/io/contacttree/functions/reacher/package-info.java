/** Requests through the function for files and refreshes. */
package io.contacttree.functions.reacher;
