/** A federation's log as a command uses it: followed, verified, and written with a root key. */
@NullMarked
package io.commonweight.cli.log;

import org.jspecify.annotations.NullMarked;
