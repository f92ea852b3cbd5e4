/** How single settings are read. */
package io.contacttree.lambda.settings;
