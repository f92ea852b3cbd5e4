/** Tests of the pacers in virtual time. */
@NullMarked
package io.contacttree.aws.pacing;

import org.jspecify.annotations.NullMarked;
