/**
 * What a round's aggregate is made of, for those who recompute it: the rules that an update's file
 * must meet, and the new weights as a stream. Aggregators and auditors share it, so they come to
 * the same bytes.
 */
@NullMarked
package io.commonweight.federation.recompute;

import org.jspecify.annotations.NullMarked;
