/** Requests and what they ask for. */
package io.contacttree.functions.serve.request;
