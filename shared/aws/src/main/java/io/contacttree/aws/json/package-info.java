/** JSON as this system writes and reads it: the document, and bodies from outside. */
@NullMarked
package io.contacttree.aws.json;

import org.jspecify.annotations.NullMarked;
