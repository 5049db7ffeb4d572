package io.commonweight.sdk.charter;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Revocation;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The keys that organizations have delegated, and those that were revoked. Immutable.
 *
 * @param delegated by the Ed25519 half of each key; a revoked one stays, so that its past can be
 *     judged
 * @param revoked in log order
 * @param accusations revocations that wait for a quorum: who has said so, by the digest of what was
 *     said
 */
public record Delegations(
    SortedMap<Fingerprint, Delegated> delegated,
    List<Revoked> revoked,
    SortedMap<Sha256, SortedSet<String>> accusations) {
  /** The most live keys of one organization in one role, nodes apart. */
  private static final int MAX_PER_ROLE = 4;

  /** No key at all. */
  static final Delegations NONE = new Delegations(new TreeMap<>(), List.of(), new TreeMap<>());

  /** Copies the collections. */
  public Delegations {
    delegated = Collections.unmodifiableSortedMap(new TreeMap<>(delegated));
    revoked = List.copyOf(revoked);
    accusations = Collections.unmodifiableSortedMap(new TreeMap<>(accusations));
  }

  /** The delegation of a key, though it may be revoked. */
  public Optional<Delegated> find(Fingerprint key) {
    return Optional.ofNullable(delegated.get(key));
  }

  /** The revocation of a key. */
  public Optional<Revoked> revocation(Fingerprint key) {
    return revoked.stream().filter(r -> r.key().equals(key)).findFirst();
  }

  /** The delegations of a role that are at work at a time, in Unix seconds. */
  public List<Delegated> live(Role role, long time) {
    return live(time, d -> d.delegation().role() == role);
  }

  /**
   * The delegations that are at work at a time, in Unix seconds: not over, not revoked, of members.
   */
  public List<Delegated> live(long time) {
    return live(time, _ -> true);
  }

  /** The keys have their names here already, and to find one out costs a hash. */
  private List<Delegated> live(long time, Predicate<Delegated> wanted) {
    return delegated.entrySet().stream()
        .filter(entry -> !entry.getValue().isOver(time) && !entry.getValue().isLapsed())
        .filter(entry -> wanted.test(entry.getValue()))
        .filter(entry -> revocation(entry.getKey()).isEmpty())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** SHA-256 over the digests of all revocations in force, in log order. */
  public Sha256 revocationsDigest() {
    MessageDigest digest = Sha256.newDigest();
    revoked.forEach(r -> digest.update(r.digest().bytes()));
    return Sha256.ofBytes(digest.digest());
  }

  Optional<Refusal> judge(
      Delegation delegation, SignedStatement signed, Succession succession, long time) {
    Charter charter = succession.inForce().charter();
    if (!delegation.federation().equals(charter.federation())) {
      return refuse("it is for federation " + delegation.federation());
    }
    if (time > delegation.notAfter()) {
      return Optional.of(new Refusal(Code.EXPIRED, "the delegation's time is over"));
    }
    Member member = charter.member(signed.organization()).orElseThrow();
    boolean votes = delegation.role() == Role.AGGREGATOR || delegation.role() == Role.RELEASE;
    if (votes && !member.aggregates()) {
      return refuse(member.name() + " does not aggregate");
    }
    for (VerifyingKey half : List.of(delegation.key().ed25519(), delegation.key().mlDsa65())) {
      if (isTaken(half, delegation, signed.organization(), succession.named())) {
        return refuse("key " + half.fingerprint() + " has a role already: one key, one role");
      }
    }
    if (isOlder(delegation)) {
      return refuse(
          "a later delegation of this key is in the log: prolong it by one that begins later");
    }
    return isFull(delegation, member, time)
        ? refuse(
            "%s has as many %s keys as it may: revoke one first"
                .formatted(member.name(), delegation.role()))
        : Optional.empty();
  }

  private boolean isTaken(
      VerifyingKey half, Delegation delegation, String organization, NamedKeys named) {
    Fingerprint name = half.fingerprint();
    if (named.contains(name) || revocation(name).isPresent()) {
      return true;
    }
    return delegated.values().stream()
        .filter(d -> isHalf(half, d.delegation().key()))
        .anyMatch(d -> !isRenewal(delegation, organization, d));
  }

  private static boolean isHalf(VerifyingKey half, HybridVerifyingKey key) {
    return half.equals(key.ed25519()) || half.equals(key.mlDsa65());
  }

  private static boolean isRenewal(Delegation next, String organization, Delegated before) {
    return before.organization().equals(organization)
        && before.delegation().role() == next.role()
        && before.delegation().key().equals(next.key());
  }

  /** Whoever has an old delegation must not be able to bring back what it allowed. */
  private boolean isOlder(Delegation delegation) {
    return find(delegation.fingerprint())
        .filter(before -> delegation.notBefore() <= before.delegation().notBefore())
        .isPresent();
  }

  private boolean isFull(Delegation delegation, Member member, long time) {
    long others =
        live(delegation.role(), time).stream()
            .filter(d -> d.organization().equals(member.name()))
            .filter(d -> !d.delegation().key().equals(delegation.key()))
            .count();
    return others >= (delegation.role() == Role.NODE ? member.nodes() : MAX_PER_ROLE);
  }

  /** Why a charter may not name the keys that it names; empty if it may. */
  Optional<Refusal> judge(Charter next) {
    Set<Fingerprint> named = next.fingerprints();
    return delegated.values().stream()
        .flatMap(d -> d.delegation().key().fingerprints().stream())
        .filter(named::contains)
        .findFirst()
        .flatMap(half -> refuse("key " + half + " was delegated already: one key, one role"));
  }

  Optional<Refusal> judge(Revocation revocation, SignedStatement signed, Charter charter) {
    Optional<Delegated> key = find(revocation.key());
    if (key.isEmpty()) {
      return refuse("no key %s was delegated".formatted(revocation.key()));
    }
    boolean isOwn = key.get().organization().equals(signed.organization());
    return isOwn || charter.hasVote(signed.organization())
        ? Optional.empty()
        : Optional.of(
            new Refusal(Code.ROLE, signed.organization() + " has no vote on others' keys"));
  }

  Delegations with(Delegation delegation, String organization, long index) {
    var more = new TreeMap<>(delegated);
    more.put(delegation.fingerprint(), new Delegated(delegation, organization, index, false));
    return new Delegations(more, revoked, accusations);
  }

  /** The delegations as they stand when a charter has come into force. */
  Delegations after(Charter before, Charter next) {
    var kept = new TreeMap<Fingerprint, Delegated>();
    delegated.forEach((key, d) -> kept.put(key, d.after(before, next)));
    return new Delegations(kept, revoked, accusations);
  }

  Delegations with(Revocation revocation, SignedStatement signed, Charter charter, long index) {
    if (revocation(revocation.key()).isPresent()) {
      return this;
    }
    boolean isOwn =
        find(revocation.key()).orElseThrow().organization().equals(signed.organization());
    var accusers = new TreeSet<>(accusations.getOrDefault(signed.digest(), new TreeSet<>()));
    accusers.add(signed.organization());
    var open = new TreeMap<>(accusations);
    long voices = accusers.stream().filter(charter::hasVote).count(); // some may have lost theirs
    if (!isOwn && voices < charter.organizationQuorum().required()) {
      open.put(signed.digest(), accusers);
      return new Delegations(delegated, revoked, open);
    }
    open.remove(signed.digest());
    List<Revoked> more = new ArrayList<>(revoked);
    more.add(new Revoked(revocation, signed.digest(), index));
    return new Delegations(delegated, more, open);
  }

  private static Optional<Refusal> refuse(String detail) {
    return Optional.of(new Refusal(Code.STATE, detail));
  }
}
