/** Tests of the package of the same name. */
@NullMarked
package io.commonweight.trainer.gate;

import org.jspecify.annotations.NullMarked;
