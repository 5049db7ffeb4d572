/** Charters of the size that federations are meant to reach. */
@NullMarked
package io.commonweight.federation.charter;

import org.jspecify.annotations.NullMarked;
