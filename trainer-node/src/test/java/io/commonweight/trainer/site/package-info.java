/** Tests of the package of the same name. */
@NullMarked
package io.commonweight.trainer.site;

import org.jspecify.annotations.NullMarked;
