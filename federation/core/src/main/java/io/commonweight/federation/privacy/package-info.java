/**
 * Differential privacy for updates: an exact sampler of discrete Gaussian noise, and the accounting
 * of what releases of noisy updates cost. The sampler uses integers only; the accounting is
 * bookkeeping in floating point that always errs towards more spent. Nothing here reads a file or a
 * clock, and randomness is passed in.
 */
@NullMarked
package io.commonweight.federation.privacy;

import org.jspecify.annotations.NullMarked;
