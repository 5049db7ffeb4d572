package io.commonweight.federation.round;

import io.commonweight.federation.round.SecureBlob.Kind;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of secure rounds. Immutable.
 *
 * @param newest the round that is not released yet, with all that was said in it
 * @param blobs the blobs of every round
 */
record SecureTrail(Optional<SecureRound> newest, List<SecureBlob> blobs) {
  static final SecureTrail NONE = new SecureTrail(Optional.empty(), List.of());

  /** Copies the list. */
  SecureTrail {
    blobs = List.copyOf(blobs);
  }

  SecureTrail begin(SecureRound round) {
    return new SecureTrail(Optional.of(round), blobs);
  }

  SecureTrail with(Logged<? extends SecureMessage> message) {
    SecureRound round = newest.orElseThrow();
    var more = new ArrayList<>(blobs);
    switch (message.statement()) {
      case ShareDealing dealing -> more.add(blob(Kind.PARCELS, dealing.blob(), round, message));
      case MaskedInput input -> more.add(blob(Kind.VECTOR, input.vector(), round, message));
      case KeyAdvertisement _, ShareReveal _ -> {}
    }
    return new SecureTrail(Optional.of(round.with(message)), more);
  }

  private static SecureBlob blob(
      Kind kind, Sha256 digest, SecureRound round, Logged<? extends SecureMessage> message) {
    return new SecureBlob(
        kind, digest, round.id(), message.statement().session(), message.index(), message.signer());
  }

  SecureTrail closedAt(long cutoff, Directory directory) {
    return new SecureTrail(newest.map(round -> round.closedAt(cutoff, directory)), blobs);
  }

  /** This when the round is released: what was said in it nobody needs to act on any more. */
  SecureTrail released() {
    return new SecureTrail(Optional.empty(), blobs);
  }
}
