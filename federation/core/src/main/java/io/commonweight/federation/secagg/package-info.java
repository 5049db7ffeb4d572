/**
 * Secure aggregation: nodes mask their vectors of integers so that whoever collects them learns the
 * sum of those that count and nothing else. Pairwise and self masks with verified secret sharing
 * after Bonawitz et al., <em>Practical Secure Aggregation for Privacy-Preserving Machine
 * Learning</em>, CCS 2017, with the federation's witnessed log in place of their consistency check.
 * Everything here is bytes in and bytes out; {@code docs/secure-aggregation.md} has the protocol
 * and the argument.
 */
@NullMarked
package io.commonweight.federation.secagg;

import org.jspecify.annotations.NullMarked;
