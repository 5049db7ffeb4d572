package io.commonweight.federation.privacy;

/**
 * A way of releasing something noisy, and what it gives away: a bound on the Rényi divergence
 * between what it releases for neighbouring inputs (Mironov, <em>Rényi Differential Privacy</em>,
 * CSF 2017). Bounds are never below the formula's exact value, whatever is rounded on the way.
 */
public sealed interface Mechanism permits GaussianNoise, SampledGaussianNoise, SummedGaussianNoise {

  /**
   * The divergence of one release.
   *
   * @param order α, above 1
   * @return at least 0; infinite if nothing is protected
   */
  double divergence(double order);
}
