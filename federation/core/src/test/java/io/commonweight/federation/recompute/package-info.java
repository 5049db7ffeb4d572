/** Tests of what a round is recomputed with. */
@NullMarked
package io.commonweight.federation.recompute;

import org.jspecify.annotations.NullMarked;
