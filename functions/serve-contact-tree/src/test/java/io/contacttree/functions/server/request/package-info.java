/** Requests and what they ask for. */
package io.contacttree.functions.server.request;
