/** The views over exports, run by DuckDB on one machine. */
@NullMarked
package io.contacttree.analytics;

import org.jspecify.annotations.NullMarked;
