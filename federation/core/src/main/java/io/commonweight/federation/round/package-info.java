/**
 * The round engine: what a log prefix means. Pure; the same code runs in registry, aggregator, node
 * and audit.
 */
@NullMarked
package io.commonweight.federation.round;

import org.jspecify.annotations.NullMarked;
