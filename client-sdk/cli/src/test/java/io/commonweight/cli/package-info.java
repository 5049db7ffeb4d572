/** Tests of the package of the same name. */
@NullMarked
package io.commonweight.cli;

import org.jspecify.annotations.NullMarked;
