/** Answers, byte for byte. */
package io.contacttree.functions.server.response;
