package io.commonweight.registry.witness;

import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.WitnessPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whose cosignatures count, and how many make a checkpoint a witnessed one.
 *
 * @param witnesses the keys of each witness, all of which must have signed for it to count
 * @param required how many witnesses, at least 1
 */
record WitnessRule(List<List<NoteKey>> witnesses, int required) {
  /** Checks the number. */
  WitnessRule {
    witnesses = witnesses.stream().map(List::copyOf).toList();
    if (required < 1) {
      throw new IllegalArgumentException(required + " witnesses are no witnesses");
    }
  }

  /** What a charter demands. The sequencer's own witness is not among those that count. */
  static WitnessRule of(WitnessPolicy policy) {
    return new WitnessRule(
        policy.witnesses().stream().map(witness -> witness.key().witnessKeys()).toList(),
        policy.required());
  }

  /** Whether enough witnesses have cosigned; lines that are wrong count for nothing. */
  boolean isMet(SignedNote note) {
    return count(note) >= required;
  }

  /** Whether there is nobody left to ask. */
  boolean isComplete(SignedNote note) {
    return count(note) == witnesses.size();
  }

  private long count(SignedNote note) {
    return witnesses.stream().filter(keys -> hasSigned(note, keys)).count();
  }

  /** Those of the lines that complete a witness's cosignature of the note. */
  List<NoteSignature> genuine(SignedNote note, List<NoteSignature> lines) {
    var offered = new SignedNote(note.text(), concat(note.signatures(), lines));
    List<NoteSignature> genuine = new ArrayList<>();
    for (List<NoteKey> keys : witnesses) {
      if (hasSigned(offered, keys)) {
        lines.stream().filter(line -> isOf(keys, line)).forEach(genuine::add);
      }
    }
    return genuine;
  }

  /** A note with more lines, none of them twice. */
  static List<NoteSignature> concat(List<NoteSignature> first, List<NoteSignature> more) {
    List<NoteSignature> all = new ArrayList<>(first);
    Set<String> labels = new HashSet<>();
    first.forEach(line -> labels.add(label(line)));
    more.stream().filter(line -> labels.add(label(line))).forEach(all::add);
    return all;
  }

  private static boolean hasSigned(SignedNote note, List<NoteKey> keys) {
    try {
      return note.verify(keys).size() == keys.size();
    } catch (ProofException e) {
      return false;
    }
  }

  private static boolean isOf(List<NoteKey> keys, NoteSignature line) {
    return keys.stream()
        .anyMatch(key -> key.name().equals(line.name()) && key.id().equals(line.keyId()));
  }

  private static String label(NoteSignature line) {
    return line.name() + '+' + line.keyId();
  }
}
