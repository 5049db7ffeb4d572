/**
 * The aggregation rule {@code dagg/1}: integer arithmetic that turns a base and a set of quantised
 * updates into the same output bits on any machine, in any order and with any number of threads.
 * The normative text is {@code docs/protocol/aggregation.md}. Nothing here reads a file or a clock.
 */
@NullMarked
package io.commonweight.federation.aggregation;

import org.jspecify.annotations.NullMarked;
