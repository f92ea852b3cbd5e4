/** Answers, byte for byte. */
package io.contacttree.functions.serve.response;
