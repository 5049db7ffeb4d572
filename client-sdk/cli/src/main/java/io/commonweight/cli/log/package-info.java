/**
 * A federation's log as a command uses it: followed, verified, and written with a root key; and the
 * commands that check a stored log and evidence against one.
 */
@NullMarked
package io.commonweight.cli.log;

import org.jspecify.annotations.NullMarked;
