/** Tests of the package of the same name. */
@NullMarked
package io.commonweight.cli.founding;

import org.jspecify.annotations.NullMarked;
