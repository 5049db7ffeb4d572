package io.commonweight.cli.log;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.log.CosignerVerifyingKey;
import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignatureType;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.VerifiedSignature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that notes are verified with.
 *
 * @param parties logs and witnesses, by the words that a person knows them by
 */
public record KnownKeys(Map<String, CosignerVerifyingKey> parties) {

  /** Keeps the order. */
  public KnownKeys {
    parties = Collections.unmodifiableMap(new LinkedHashMap<>(parties));
  }

  /** The log and the witnesses that a charter names. */
  public static KnownKeys of(Founding charter) {
    var parties = new LinkedHashMap<String, CosignerVerifyingKey>();
    parties.put(charter.charter().log().sequencer(), charter.logKeys());
    charter.witnessPolicy().witnesses().forEach(w -> parties.put(w.organization(), w.key()));
    return new KnownKeys(parties);
  }

  /**
   * Pairs verifier keys by name.
   *
   * @param vkeys of each party one of Ed25519 and one of ML-DSA-44
   * @throws CommandException if one is malformed, or has no counterpart
   */
  public static KnownKeys parse(Collection<String> vkeys) throws CommandException {
    var halves = new LinkedHashMap<String, List<NoteKey>>();
    for (String vkey : vkeys) {
      try {
        NoteKey key = NoteKey.parse(vkey);
        halves.computeIfAbsent(key.name(), _ -> new ArrayList<>()).add(key);
      } catch (ProofException e) {
        throw new CommandException("'%s' is no verifier key: %s".formatted(vkey, e.getMessage()));
      }
    }
    var parties = new LinkedHashMap<String, CosignerVerifyingKey>();
    for (var named : halves.entrySet()) {
      parties.put(named.getKey(), pair(named.getKey(), named.getValue()));
    }
    return new KnownKeys(parties);
  }

  private static CosignerVerifyingKey pair(String name, List<NoteKey> halves)
      throws CommandException {
    List<VerifyingKey> mlDsa =
        halves.stream()
            .filter(half -> half.type() == SignatureType.ML_DSA_44_COSIGNATURE)
            .map(NoteKey::key)
            .toList();
    List<VerifyingKey> ed25519 =
        halves.stream()
            .filter(half -> half.type() != SignatureType.ML_DSA_44_COSIGNATURE)
            .map(NoteKey::key)
            .toList();
    if (mlDsa.size() != 1 || ed25519.size() != 1) {
      throw new CommandException(
          "%s signs with a key of Ed25519 and one of ML-DSA-44: give both with --key"
              .formatted(name));
    }
    return new CosignerVerifyingKey(name, ed25519.getFirst(), mlDsa.getFirst());
  }

  /**
   * The keys of a log.
   *
   * @throws CommandException if they are not known
   */
  public CosignerVerifyingKey log(String origin) throws CommandException {
    return parties.values().stream()
        .filter(key -> key.name().equals(origin))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "no key of %s was given: what it signed cannot be judged".formatted(origin)));
  }

  /**
   * Who has witnessed a checkpoint with both of their keys.
   *
   * @param origin the log, which is no witness of itself
   * @throws ProofException if a known witness's signature is wrong
   */
  public List<String> cosigners(SignedNote note, String origin) throws ProofException {
    List<NoteKey> keys = new ArrayList<>();
    for (CosignerVerifyingKey party : parties.values()) {
      keys.addAll(party.name().equals(origin) ? party.logKeys() : party.witnessKeys());
    }
    List<NoteKey> signed = note.verify(keys).stream().map(VerifiedSignature::key).toList();
    return parties.entrySet().stream()
        .filter(party -> !party.getValue().name().equals(origin))
        .filter(party -> signed.containsAll(party.getValue().witnessKeys()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
