/**
 * Tests of the sampler against exact probabilities, and of the accounting against published ones.
 */
@NullMarked
package io.commonweight.federation.privacy;

import org.jspecify.annotations.NullMarked;
