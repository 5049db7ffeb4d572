/** The node's command line: thin classes that turn options into calls of the other packages. */
@NullMarked
package io.commonweight.trainer.command;

import org.jspecify.annotations.NullMarked;
