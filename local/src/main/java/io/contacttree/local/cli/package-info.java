/** The command line: options, input files, exit codes. */
@NullMarked
package io.contacttree.local.cli;

import org.jspecify.annotations.NullMarked;
