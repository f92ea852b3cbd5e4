/** The only room that calls the AWS SDK and knows JSON. */
@NullMarked
package io.contacttree.aws;

import org.jspecify.annotations.NullMarked;
