/** Tests of the package of the same name. */
@NullMarked
package io.commonweight.trainer.command;

import org.jspecify.annotations.NullMarked;
