package io.commonweight.federation.service.follow;

import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.statement.Charter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * For whom an aggregator works.
 *
 * @param founding the federation's founding documents
 * @param organization the organization it signs for
 * @param key the organization's aggregator key
 * @param data an existing folder for what the aggregator remembers
 * @param poll how long the registry holds a question that has no answer yet
 */
public record Assignment(
    Founding founding, String organization, SigningKey key, Path data, Duration poll) {

  /**
   * @throws IllegalArgumentException if the charter names no such aggregator, or another arithmetic
   *     than this software has
   */
  public Assignment {
    Charter charter = founding.charter();
    Charter.Member member =
        charter.members().stream()
            .filter(m -> m.name().equals(organization))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "commonweight.aggregator.organization: the charter of %s has no member %s"
                            .formatted(charter.federation(), organization)));
    if (!member.aggregator().equals(Optional.of(key.fingerprint()))) {
      throw new IllegalArgumentException(
          "commonweight.aggregator.key-file: key %s is not the aggregator key that the charter names for %s"
              .formatted(key.fingerprint(), organization));
    }
    if (!charter.aggregation().specId().hex().equals(Dagg1.SPEC_ID)) {
      throw new IllegalArgumentException(
          "the charter of %s wants aggregation %s, this software computes %s: use the release of Commonweight that the federation agreed on"
              .formatted(charter.federation(), charter.aggregation().specId(), Dagg1.SPEC_ID));
    }
  }
}
