/** Tests of the package of the same name. */
@NullMarked
package io.commonweight.cli.key;

import org.jspecify.annotations.NullMarked;
