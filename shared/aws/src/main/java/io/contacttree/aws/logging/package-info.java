/** What may be written into a log. */
@NullMarked
package io.contacttree.aws.logging;

import org.jspecify.annotations.NullMarked;
