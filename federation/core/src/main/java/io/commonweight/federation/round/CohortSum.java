package io.commonweight.federation.round;

import io.commonweight.federation.secagg.Dealings;
import io.commonweight.federation.secagg.Recovered;
import io.commonweight.federation.secagg.Survivors;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.ShareDealing;
import java.util.List;
import java.util.Optional;

/**
 * A cohort whose sum can be had: with the survivors' masked vectors and the parcels between them
 * and the dropouts, {@link io.commonweight.federation.secagg.SecureSum} gives it.
 *
 * @param organization whose nodes they are; absent if they are those of all
 * @param dealings what was dealt
 * @param survivors whose vectors are in the sum
 * @param recovered what takes their masks off
 * @param dealt the dealers' words for what they have dealt, in log order
 * @param inputs the survivors' words for their masked vectors, in log order
 */
public record CohortSum(
    Optional<String> organization,
    Dealings dealings,
    Survivors survivors,
    Recovered recovered,
    List<Logged<ShareDealing>> dealt,
    List<Logged<MaskedInput>> inputs) {

  /** Copies the lists. */
  public CohortSum {
    dealt = List.copyOf(dealt);
    inputs = List.copyOf(inputs);
  }
}
