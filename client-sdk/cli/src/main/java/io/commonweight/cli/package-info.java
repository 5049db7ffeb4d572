/** The command line of Commonweight: its entry point and what all commands have in common. */
@NullMarked
package io.commonweight.cli;

import org.jspecify.annotations.NullMarked;
