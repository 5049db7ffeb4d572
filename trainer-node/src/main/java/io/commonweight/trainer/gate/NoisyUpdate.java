package io.commonweight.trainer.gate;

import io.commonweight.federation.aggregation.UnacceptableUpdateException;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.federation.aggregation.UpdateNorm;
import io.commonweight.sdk.statement.RoundOpen;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Blurs the clipped integers of an update with discrete Gaussian noise, and sees to it that the
 * round's bound holds afterwards too.
 *
 * <p>That the bound leaves room for it was looked at before ({@link Protection#requireRoom}). If
 * chance still lifts the noisy update over the bound, the noisy integers are scaled down, which
 * costs no privacy: it is a function of what might have been sent as well.
 */
final class NoisyUpdate {

  /** Rounding can keep the norm above the bound; each further attempt gives up at least this. */
  private static final double STEP = 0.999_999;

  private final RoundOpen open;
  private final Protection protection;
  private final RandomGenerator random;

  NoisyUpdate(RoundOpen open, Protection protection, RandomGenerator random) {
    this.open = open;
    this.protection = protection;
    this.random = random;
  }

  /** What the squared length is clipped to first. */
  Unsigned128 squaredClip() throws GateException {
    return protection.squaredClip(open);
  }

  /**
   * Adds noise to each tensor in place, in the round's order.
   *
   * @return the factor, from 0 to 1, by which the noisy integers were scaled to meet the bound
   */
  double blur(List<int[]> tensors) throws GateException {
    int limit = open.encoding().maxQuantum();
    for (int i = 0; i < tensors.size(); i++) {
      protection.noise(open, open.scales().get(i).bits()).addTo(tensors.get(i), limit, random);
    }
    double factor = 1;
    Unsigned128 bound = Unsigned128.parse(open.normBound());
    Unsigned128 norm = norm(tensors);
    while (norm.compareTo(bound) > 0) {
      double ratio =
          Math.sqrt(bound.toBigInteger().doubleValue() / norm.toBigInteger().doubleValue());
      double step = Math.min(STEP, ratio);
      tensors.forEach(tensor -> scale(tensor, step));
      factor *= step;
      norm = norm(tensors);
    }
    return factor;
  }

  private static void scale(int[] tensor, double factor) {
    for (int i = 0; i < tensor.length; i++) {
      tensor[i] = (int) (tensor[i] * factor); // towards zero
    }
  }

  private Unsigned128 norm(List<int[]> tensors) throws GateException {
    UpdateNorm norm = new UpdateNorm(Protection.maxScale(open), open.encoding().maxQuantum());
    try {
      for (int i = 0; i < tensors.size(); i++) {
        norm.add(tensors.get(i), tensors.get(i).length, open.scales().get(i).bits());
      }
    } catch (UnacceptableUpdateException e) {
      throw new GateException("The noisy update cannot be sent: " + e.getMessage(), e);
    }
    return norm.value();
  }
}
