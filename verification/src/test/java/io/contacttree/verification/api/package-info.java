/**
 * The API as its callers see it, on the built stack: every answer is one that the contract
 * describes.
 */
@NullMarked
package io.contacttree.verification.api;

import org.jspecify.annotations.NullMarked;
