/**
 * The model card of a release as a function of the log: every organization renders the same bytes
 * before it signs them. Pure; the page itself is laid out by {@code io.commonweight.cards}.
 */
@NullMarked
package io.commonweight.federation.card;

import org.jspecify.annotations.NullMarked;
