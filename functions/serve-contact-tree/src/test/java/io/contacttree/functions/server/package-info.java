/** Requests through the serving function. */
package io.contacttree.functions.server;
