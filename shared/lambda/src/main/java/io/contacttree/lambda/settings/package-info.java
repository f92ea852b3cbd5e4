/** Reads what the environment says; each function has a record of the settings it knows. */
@NullMarked
package io.contacttree.lambda.settings;

import org.jspecify.annotations.NullMarked;
