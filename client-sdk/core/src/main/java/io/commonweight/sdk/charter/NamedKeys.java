package io.commonweight.sdk.charter;

import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Charter.LogIdentity;
import io.commonweight.sdk.statement.Charter.Member;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each key is for that a charter of a federation has ever named: one key has one role, also
 * across charters, and also when it was replaced long ago. Immutable.
 *
 * @param uses by the name of the key, each half of a pair by its own
 */
public record NamedKeys(SortedMap<Fingerprint, Use> uses) {

  /** Copies the map. */
  public NamedKeys {
    uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
  }

  /**
   * What a key is for.
   *
   * @param owner the organization; of a log's key the log's origin
   * @param kind where in the charter it stands
   */
  public record Use(String owner, Kind kind) {
    @Override
    public String toString() {
      return "%s of %s".formatted(kind.words, owner);
    }
  }

  /** The places of keys in a charter. */
  public enum Kind {
    /** Of an organization: signs charters, delegations and revocations. */
    ROOT("root key"),
    /** Of an organization: signs bundles for other tools. */
    OMS("OMS key"),
    /** Of an organization: cosigns checkpoints. */
    WITNESS("witness key"),
    /** Of a log: signs its checkpoints. */
    LOG("log key");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** The keys of the founding charter. */
  static NamedKeys of(Charter charter) {
    return new NamedKeys(usesIn(charter));
  }

  /** Those keys, and the ones of a charter that may follow. */
  NamedKeys with(Charter next) {
    var more = new TreeMap<>(uses);
    more.putAll(usesIn(next));
    return new NamedKeys(more);
  }

  /** Whether a charter has ever named a key. */
  boolean contains(Fingerprint key) {
    return uses.containsKey(key);
  }

  /** Why a charter may not name the keys and the log that it names; empty if it may. */
  Optional<Refusal> judge(Charter next, LogIdentity current) {
    String origin = next.log().origin();
    if (!next.log().equals(current) && uses.containsValue(new Use(origin, Kind.LOG))) {
      return refuse("a log %s was there already: name another origin".formatted(origin));
    }
    return usesIn(next).entrySet().stream()
        .flatMap(named -> otherUse(named.getKey(), named.getValue()).stream())
        .findFirst()
        .flatMap(NamedKeys::refuse);
  }

  private Optional<String> otherUse(Fingerprint key, Use use) {
    return Optional.ofNullable(uses.get(key))
        .filter(before -> !before.equals(use))
        .map(before -> "key %s was the %s: one key, one role".formatted(key, before));
  }

  private static SortedMap<Fingerprint, Use> usesIn(Charter charter) {
    var uses = new TreeMap<Fingerprint, Use>();
    put(uses, charter.log().keys(), new Use(charter.log().origin(), Kind.LOG));
    for (Member member : charter.members()) {
      put(uses, member.root(), new Use(member.name(), Kind.ROOT));
      uses.put(member.oms(), new Use(member.name(), Kind.OMS));
      member.witness().ifPresent(w -> put(uses, w.keys(), new Use(member.name(), Kind.WITNESS)));
    }
    return uses;
  }

  private static void put(SortedMap<Fingerprint, Use> uses, KeyPair pair, Use use) {
    pair.fingerprints().forEach(half -> uses.put(half, use));
  }

  private static Optional<Refusal> refuse(String detail) {
    return Optional.of(new Refusal(Code.STATE, detail));
  }
}
