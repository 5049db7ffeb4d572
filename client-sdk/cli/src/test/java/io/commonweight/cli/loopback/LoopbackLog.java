package io.commonweight.cli.loopback;

import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A federation's log in memory, which takes what has a right to be there. */
final class LoopbackLog {
  private final CosignerKey key;
  private final List<CosignerKey> witnesses;
  private final KeySets keySets;
  private final List<Envelope> entries = new ArrayList<>();
  private FederationState state;

  LoopbackLog(Founding founding, CosignerKey key, List<CosignerKey> witnesses, KeySets keySets) {
    this.key = key;
    this.witnesses = List.copyOf(witnesses);
    this.keySets = keySets;
    this.state = FederationState.founding(founding);
  }

  FederationState state() {
    return state;
  }

  List<Envelope> entries() {
    return List.copyOf(entries);
  }

  /** Appends a statement and gives its receipt; one that is there already gives its receipt. */
  LogProof append(Envelope envelope) throws RefusedException {
    int index = indexOf(envelope);
    if (index < 0) {
      SignedStatement signed = state.directory().verify(envelope, keySets);
      state.directory().requireCurrent(signed.signer(), Instant.now());
      var refusal = state.judge(signed);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      index = entries.size();
      state = state.apply(index, signed);
      entries.add(envelope);
    }
    List<Sha256> leaves = leaves();
    return new LogProof(new InclusionProof(index, path(index, leaves)), checkpoint());
  }

  private int indexOf(Envelope envelope) {
    for (int i = 0; i < entries.size(); i++) {
      Envelope entry = entries.get(i);
      if (entry.signedDigest().equals(envelope.signedDigest())
          && entry
              .signatures()
              .getFirst()
              .keyId()
              .equals(envelope.signatures().getFirst().keyId())) {
        return i;
      }
    }
    return -1;
  }

  /** The signed and witnessed state of the log. */
  SignedNote checkpoint() {
    List<Sha256> leaves = leaves();
    Checkpoint checkpoint =
        leaves.isEmpty()
            ? Checkpoint.empty(key.name())
            : new Checkpoint(key.name(), leaves.size(), root(leaves));
    Instant now = Instant.now();
    SignedNote note = checkpoint.sign(key, now);
    for (CosignerKey witness : witnesses) {
      note = note.with(checkpoint.cosign(witness, now));
    }
    return note;
  }

  /** The charter and the keys in force. */
  Founding inForce() {
    return state.directory().inForce();
  }

  private List<Sha256> leaves() {
    return entries.stream().map(entry -> MerkleTree.leafHash(entry.encode())).toList();
  }

  /** MTH of RFC 6962 §2.1. */
  private static Sha256 root(List<Sha256> leaves) {
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.nodeHash(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /** PATH of RFC 6962 §2.1.1. */
  private static List<Sha256> path(int index, List<Sha256> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    List<Sha256> left = leaves.subList(0, k);
    List<Sha256> right = leaves.subList(k, leaves.size());
    boolean isLeft = index < k;
    List<Sha256> path = new ArrayList<>(isLeft ? path(index, left) : path(index - k, right));
    path.add(root(isLeft ? right : left));
    return path;
  }
}
