package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Secret;
import java.util.ArrayList;
import java.util.List;

/** Masks to add and to subtract. Immutable once filled. */
final class Masks {
  private final SecAggRound round;
  private final List<MaskStream> added = new ArrayList<>();
  private final List<MaskStream> subtracted = new ArrayList<>();

  Masks(SecAggRound round) {
    this.round = round;
  }

  /** Adds a node's own mask. */
  void addSelf(Fingerprint node, Secret seed) {
    added.add(self(node, seed));
  }

  /** Takes a node's own mask away. */
  void subtractSelf(Fingerprint node, Secret seed) {
    subtracted.add(self(node, seed));
  }

  /** Adds what {@code node} adds for its pair with {@code other}: the lower of two adds. */
  void addPair(Fingerprint node, Fingerprint other, Secret seed) {
    (isLower(node, other) ? added : subtracted).add(pair(node, other, seed));
  }

  /** Takes away what {@code node} adds for its pair with {@code other}. */
  void subtractPair(Fingerprint node, Fingerprint other, Secret seed) {
    (isLower(node, other) ? subtracted : added).add(pair(node, other, seed));
  }

  /** Applies all of them to the elements from {@code offset} on. */
  void apply(long offset, long[] window) {
    added.forEach(mask -> mask.add(offset, window));
    subtracted.forEach(mask -> mask.subtract(offset, window));
  }

  private MaskStream self(Fingerprint node, Secret seed) {
    return stream(Purpose.SELF_MASK, node.bytes(), seed.bytes());
  }

  private MaskStream pair(Fingerprint node, Fingerprint other, Secret seed) {
    Route route = Route.ofPair(node, other);
    return stream(Purpose.PAIR_MASK, route.from().bytes(), route.to().bytes(), seed.bytes());
  }

  private static boolean isLower(Fingerprint node, Fingerprint other) {
    return node.compareTo(other) < 0;
  }

  private MaskStream stream(Purpose purpose, byte[]... inputs) {
    byte[] keyAndNonce =
        round.derivation().expand(purpose, MaskStream.KEY_BYTES + MaskStream.NONCE_BYTES, inputs);
    return new MaskStream(keyAndNonce, round.modulus());
  }
}
