/** Tests of the cards. */
@NullMarked
package io.commonweight.cards;

import org.jspecify.annotations.NullMarked;
