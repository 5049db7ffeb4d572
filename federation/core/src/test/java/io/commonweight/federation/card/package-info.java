/** Tests of the cards of releases. */
@NullMarked
package io.commonweight.federation.card;

import org.jspecify.annotations.NullMarked;
