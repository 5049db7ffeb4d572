package io.commonweight.registry.log;

import io.commonweight.federation.round.Cohort;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.secagg.ParcelRange;
import io.commonweight.federation.secagg.SecAggRound;
import io.commonweight.registry.problem.RegistryException.Refused;
import io.commonweight.registry.secure.SecureBlobStore;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sees to it that what a node signs for in a secure round is here, whole, before it is logged: the
 * others count on it, and nobody can make it again.
 *
 * @param store where the blobs lie
 * @param federation whose log it is
 */
record SignedBlobs(SecureBlobStore store, String federation) {

  /**
   * Lets a message pass whose blob is here.
   *
   * @throws Refused if it is not, or has another size than such a blob has
   */
  void require(FederationState state, SecureMessage message) {
    switch (message) {
      case ShareDealing dealing ->
          require("the blob of parcels", dealing.blob(), ParcelRange.blobBytes(dealing));
      case MaskedInput input ->
          session(state, input)
              .ifPresent(
                  session -> require("the masked vector", input.vector(), session.vectorBytes()));
      case KeyAdvertisement _, ShareReveal _ -> {}
    }
  }

  private static Optional<SecAggRound> session(FederationState state, SecureMessage message) {
    return state
        .secureRound()
        .flatMap(round -> round.cohort(message.session()))
        .map(Cohort::session);
  }

  private void require(String what, Sha256 digest, long bytes) {
    OptionalLong there = size(digest);
    if (there.isEmpty()) {
      throw new Refused(
          "%s %s is not stored here: upload it before the statement that signs for it"
              .formatted(what, digest));
    }
    if (there.getAsLong() != bytes) {
      throw new Refused(
          "%s %s has %d bytes, not %d".formatted(what, digest, there.getAsLong(), bytes));
    }
  }

  private OptionalLong size(Sha256 digest) {
    try {
      return store.size(federation, digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
