/** Holds the quotas of Amazon Connect where requests leave: one token for every HTTP attempt. */
@NullMarked
package io.contacttree.aws.pacing;

import org.jspecify.annotations.NullMarked;
