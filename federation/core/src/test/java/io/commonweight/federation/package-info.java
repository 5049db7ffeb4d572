/** A federation to test with. */
@NullMarked
package io.commonweight.federation;

import org.jspecify.annotations.NullMarked;
