package io.commonweight.registry.witness;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import java.util.List;
import java.util.Optional;

/**
 * A log that is witnessed here.
 *
 * @param origin its name
 * @param keys its keys, all of which must have signed a checkpoint; at least one
 * @param held the log, if this registry sequences or mirrors it
 */
public record KnownLog(String origin, List<NoteKey> keys, Optional<FederationLog> held) {
  /** Copies the keys. */
  public KnownLog {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("log " + origin + " has no key");
    }
  }

  /** A log that this registry sequences or mirrors. */
  public static KnownLog of(FederationLog held) {
    Federation federation = held.federation();
    return new KnownLog(federation.origin(), federation.logKey().logKeys(), Optional.of(held));
  }

  /**
   * Verifies a note's signatures.
   *
   * @throws ProofException if one of this log's keys has not signed it, or its signature is wrong
   */
  void verify(SignedNote note) throws ProofException {
    int signed = note.verify(keys).size();
    if (signed < keys.size()) {
      throw new ProofException(
          "verify note", "%d of the %d keys of %s signed".formatted(signed, keys.size(), origin));
    }
  }

  /** A verified note without the lines of all others. */
  SignedNote own(SignedNote note) {
    return new SignedNote(note.text(), note.signatures().stream().filter(this::isOwn).toList());
  }

  /**
   * A verified note with the lines of the log, and of those of its charter's witnesses whose
   * cosignature is whole: they have vouched for it.
   */
  SignedNote vouchedFor(SignedNote note) {
    SignedNote own = own(note);
    return held.flatMap(FederationLog::viewIfAny)
        .map(view -> WitnessRule.of(view.state().directory().inForce().witnessPolicy()))
        .map(rule -> own.with(rule.genuine(own, note.signatures())))
        .orElse(own);
  }

  private boolean isOwn(NoteSignature line) {
    return keys.stream()
        .anyMatch(key -> key.name().equals(line.name()) && key.id().equals(line.keyId()));
  }
}
