package io.commonweight.cli.audit;

import io.commonweight.federation.recompute.RoundBlobs;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.secagg.SecAggRound;
import io.commonweight.federation.secagg.SecureSum;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.MaskedInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The masked vectors of a round that is released, which a registry gives to anybody. Parcels it
 * gives to nobody without a key.
 *
 * @param client the registry
 * @param federation whose round it is
 * @param lengths how long each vector must be
 */
record PublicVectors(RegistryClient client, String federation, Map<Sha256, Long> lengths)
    implements RoundBlobs {
  private static final int NOT_FOUND = 404;

  /** Copies the map. */
  PublicVectors {
    lengths = Collections.unmodifiableMap(new HashMap<>(lengths));
  }

  /**
   * The vectors of a round.
   *
   * @throws IncomputableException if more than vectors is needed to add them up
   */
  static PublicVectors of(RegistryClient client, String federation, CohortInputs inputs)
      throws IncomputableException {
    Map<Sha256, Long> lengths = new HashMap<>();
    for (CohortSum sum : inputs.sums()) {
      if (!SecureSum.neededParcels(sum.dealings(), sum.survivors()).isEmpty()) {
        throw new IncomputableException(
            "nodes left after they had dealt shares: to read their parcels takes --keys of an aggregator");
      }
      SecAggRound session = sum.dealings().round();
      for (Logged<MaskedInput> input : sum.inputs()) {
        lengths.put(
            input.statement().vector(), session.length() * session.modulus().elementBytes());
      }
    }
    return new PublicVectors(client, federation, lengths);
  }

  @Override
  public OptionalLong size(Sha256 digest) throws IOException {
    long length = Optional.ofNullable(lengths.get(digest)).orElse(0L);
    if (length == 0) {
      return OptionalLong.empty();
    }
    try (InputStream _ = client.openVector(federation, digest, 0, 1)) {
      return OptionalLong.of(length); // one that is shorter shows when it ends early
    } catch (RegistryException e) {
      if (e.status() == NOT_FOUND) {
        return OptionalLong.empty();
      }
      throw e;
    }
  }

  @Override
  public InputStream open(Sha256 digest, long bytes) throws IOException {
    return client.openVector(federation, digest, 0, bytes);
  }
}
