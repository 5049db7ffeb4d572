package io.commonweight.sdk.charter;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may say what at one place of a federation's log: a function of the entries before it.
 * Immutable.
 *
 * @param succession the charter in force, and those proposed
 * @param delegations the keys at work
 * @param time the log's own time, Unix seconds: the latest that a quorum of aggregates has shown; 0
 *     before the first
 */
public record Directory(Succession succession, Delegations delegations, long time) {

  /** Before the first entry of a log. */
  public static Directory founding(Founding founding) {
    return new Directory(Succession.of(founding), Delegations.NONE, 0);
  }

  /** The charter in force and its keys. */
  public Founding inForce() {
    return succession.inForce();
  }

  /** The charter in force. */
  public Charter charter() {
    return inForce().charter();
  }

  /** The digest of the charter in force. */
  public Sha256 charterDigest() {
    return inForce().charterDigest();
  }

  /** The nodes that are enrolled. */
  public List<Delegated> nodes() {
    return delegations.live(Role.NODE, time);
  }

  /** Whether the charter's time is over. */
  public boolean isExpired() {
    return time > charter().expires();
  }

  /**
   * Checks the form, the signatures and the signer's role of one log entry.
   *
   * @param keySets where the keys of a proposed charter are looked up
   * @throws RefusedException if it must not be logged, whatever else the log says
   */
  public SignedStatement verify(Envelope envelope, KeySets keySets) throws RefusedException {
    if (envelope.encode().length > Envelope.MAX_BYTES) {
      throw refused(Code.TOO_LARGE, "a log entry has at most " + Envelope.MAX_BYTES + " bytes");
    }
    Predicate predicate;
    Fingerprint signer;
    try {
      predicate = Statement.parse(envelope).predicate();
      signer = envelope.signerHint();
    } catch (JsonException e) {
      throw refused(Code.MALFORMED, e.getMessage());
    }
    Optional<Founding> proposal = proposal(predicate, envelope, keySets);
    Holder holder = authenticate(envelope, signer, proposal);
    if (!rolesThatMaySay(predicate).contains(holder.role())) {
      throw refused(
          Code.ROLE,
          "a %s key of %s may not sign this kind of statement"
              .formatted(holder.role(), holder.organization()));
    }
    if (predicate instanceof Update update && !update.node().equals(signer)) {
      throw refused(Code.ROLE, "an update names another node than its signer");
    }
    if (predicate instanceof SecureMessage message && !message.node().equals(signer)) {
      throw refused(Code.ROLE, "a message of a session names another node than its signer");
    }
    return new SignedStatement(envelope, predicate, signer, holder, proposal);
  }

  /**
   * Checks that an envelope of any payload type is signed by a key that is at work.
   *
   * @return whose key it is
   * @throws RefusedException if there is no such key, or the signatures are not its own
   */
  public Holder authenticate(Envelope envelope, Fingerprint signer) throws RefusedException {
    return authenticate(envelope, signer, Optional.empty());
  }

  /**
   * Checks by a clock what {@link #verify} checks by the log's own time, which lags behind.
   *
   * @throws RefusedException if the key that signed may not do so any more, or not yet
   */
  public void requireCurrent(Fingerprint signer, Instant now) throws RefusedException {
    Optional<Delegated> key = delegations.find(signer);
    if (key.isEmpty()) {
      return; // a root key: it lasts as long as the charter
    }
    Delegation delegation = key.get().delegation();
    if (key.get().isOver(now.getEpochSecond()) || now.getEpochSecond() < delegation.notBefore()) {
      throw refused(
          Code.EXPIRED,
          "key %s is delegated from %s to %s"
              .formatted(
                  signer,
                  Instant.ofEpochSecond(delegation.notBefore()),
                  Instant.ofEpochSecond(delegation.notAfter())));
    }
  }

  /**
   * Why a statement about keys may not be logged now; empty if it may, or is about other things.
   */
  public Optional<Refusal> judge(SignedStatement signed) {
    return switch (signed.predicate()) {
      case Charter next -> succession.judge(signed).or(() -> delegations.judge(next));
      case Delegation delegation -> delegations.judge(delegation, signed, succession, time);
      case Revocation revocation -> delegations.judge(revocation, signed, charter());
      case RoundOpen _, RoundStep _, RoundClose _, Update _, Aggregate _, Evaluation _, Release _ ->
          Optional.empty();
      case SecureMessage _, Advisory _, Complaint _ -> Optional.empty();
    };
  }

  /** Why a charter cannot follow the one in force, whoever signs it; empty if it can. */
  public Optional<Refusal> judge(Founding next) {
    return succession.judge(next).or(() -> delegations.judge(next.charter()));
  }

  /**
   * The directory after one more entry.
   *
   * @param index the entry's place
   * @param signed an entry that {@link #judge} lets pass
   */
  public Directory with(long index, SignedStatement signed) {
    return switch (signed.predicate()) {
      case Charter _ -> with(succession.with(signed));
      case Delegation delegation ->
          with(delegations.with(delegation, signed.organization(), index));
      case Revocation revocation -> with(delegations.with(revocation, signed, charter(), index));
      case RoundOpen _, RoundStep _, RoundClose _, Update _, Aggregate _, Evaluation _, Release _ ->
          this;
      case SecureMessage _, Advisory _, Complaint _ -> this;
    };
  }

  /** The directory at a later time; an earlier one changes nothing. */
  public Directory at(long later) {
    return new Directory(succession, delegations, Math.max(time, later));
  }

  private Directory with(Succession next) {
    return new Directory(next, delegations.after(charter(), next.inForce().charter()), time);
  }

  private Directory with(Delegations more) {
    return new Directory(succession, more, time);
  }

  private Optional<Founding> proposal(Predicate predicate, Envelope envelope, KeySets keySets)
      throws RefusedException {
    if (!(predicate instanceof Charter charter)) {
      return Optional.empty();
    }
    if (envelope.payloadDigest().equals(charterDigest())) {
      return Optional.of(inForce());
    }
    var keys =
        keySets
            .find(charter.keys())
            .orElseThrow(
                () ->
                    refused(
                        Code.UNKNOWN_KEYS,
                        "the keys of this charter, sha256:%s, are not here: bring them first"
                            .formatted(charter.keys())));
    try {
      return Optional.of(Founding.of(charter, envelope.payload(), keys));
    } catch (JsonException e) {
      throw refused(Code.MALFORMED, e.getMessage());
    }
  }

  private Holder authenticate(Envelope envelope, Fingerprint signer, Optional<Founding> proposal)
      throws RefusedException {
    Identified key =
        root(inForce(), signer)
            .or(() -> delegated(signer))
            .or(() -> proposal.flatMap(next -> root(next, signer)))
            .orElseThrow(
                () ->
                    refused(
                        Code.UNKNOWN_SIGNER,
                        "key %s is neither in the charter of %s nor delegated"
                            .formatted(signer, charter().federation())));
    if (!envelope.isSignedBy(key.key())) {
      throw refused(Code.BAD_SIGNATURE, "the signatures of key " + signer + " do not verify");
    }
    Optional<Revoked> revoked = delegations.revocation(signer);
    if (revoked.isPresent()) {
      throw refused(
          Code.REVOKED, "key %s was revoked at %d".formatted(signer, revoked.get().index()));
    }
    if (delegations.find(signer).filter(d -> d.isOver(time)).isPresent()) {
      throw refused(Code.EXPIRED, "the delegation of key " + signer + " is over");
    }
    return key.holder();
  }

  private static Optional<Identified> root(Founding documents, Fingerprint signer) {
    return documents
        .charter()
        .memberOfRoot(signer)
        .map(m -> new Identified(new Holder(m.name(), Role.ROOT), documents.root(m)));
  }

  /** Keys of an organization that has left count no more. */
  private Optional<Identified> delegated(Fingerprint signer) {
    return delegations
        .find(signer)
        .filter(d -> !d.isLapsed())
        .map(d -> new Identified(d.holder(), d.delegation().key()));
  }

  private static Set<Role> rolesThatMaySay(Predicate predicate) {
    return switch (predicate) {
      case Charter _, Delegation _, Revocation _, Advisory _ -> EnumSet.of(Role.ROOT);
      case Release release when release.sequence() == 0 -> EnumSet.of(Role.ROOT);
      case Release _ -> EnumSet.of(Role.RELEASE);
      case RoundOpen _, RoundStep _, RoundClose _, Aggregate _ -> EnumSet.of(Role.AGGREGATOR);
      case Update _, SecureMessage _ -> EnumSet.of(Role.NODE);
      case Evaluation _ -> EnumSet.of(Role.NODE, Role.AGGREGATOR);
      case Complaint _ -> EnumSet.allOf(Role.class);
    };
  }

  private static RefusedException refused(Code code, String detail) {
    return new RefusedException(code, detail);
  }

  private record Identified(Holder holder, HybridVerifyingKey key) {}
}
