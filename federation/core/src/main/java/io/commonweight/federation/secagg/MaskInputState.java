package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.MaskedInput;
import java.util.SortedMap;

/**
 * A node that knows its masks. The keys that they came from are gone.
 *
 * @param node who it is
 * @param dealings who has dealt
 * @param held its shares, by dealer
 * @param masks what it adds to its vector
 */
record MaskInputState(
    Fingerprint node, Dealings dealings, SortedMap<Fingerprint, HeldShares> held, Masks masks)
    implements NodeState {

  /** What a node signs for its masked vector. */
  MaskedInput input(Sha256 vector) {
    return new MaskedInput(dealings.round().id(), node, dealings.digest(), vector);
  }

  /** The state in which the masked vector has left. */
  UnmaskState sent(Sha256 vector) {
    return new UnmaskState(node, dealings, held, vector);
  }
}
