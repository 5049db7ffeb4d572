package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Proposal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.evidence.CharterEvidence;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Envelope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Charters that follow each other as TUF roots do (TUF 1.0.34 §5.3), the pinned one among them.
 *
 * @param charters from the first shown to the one in force
 */
record CharterChain(List<Founding> charters) implements KeySets {

  CharterChain {
    charters = List.copyOf(charters);
  }

  /**
   * Checks a chain. Charters before the pinned one are believed because it names them, those after
   * it because quorums of both sides signed them.
   *
   * @param anchor the digest of the pinned charter
   */
  static CharterChain of(List<CharterEvidence> shown, Sha256 anchor, Instant now)
      throws FailedCheckException, JsonException, RefusedException {
    List<Founding> charters = new ArrayList<>();
    for (CharterEvidence charter : shown) {
      charters.add(Founding.of(charter.envelope().payload().toArray(), charter.keys().encode()));
    }
    var chain = new CharterChain(charters);
    require(
        charters.stream().anyMatch(charter -> charter.charterDigest().equals(anchor)),
        "none of the charters is the pinned one, sha256:" + anchor);
    chain.requireRatified(shown);
    long expires = chain.inForce().charter().expires();
    require(
        now.getEpochSecond() <= expires,
        "charter %d expired at %s: ask for one that is in force"
            .formatted(chain.inForce().charter().version(), Instant.ofEpochSecond(expires)));
    return chain;
  }

  private void requireRatified(List<CharterEvidence> shown)
      throws FailedCheckException, JsonException, RefusedException {
    Directory directory = Directory.founding(charters.getFirst());
    for (int i = 0; i < charters.size(); i++) {
      for (Envelope vote : shown.get(i).envelope().entries()) {
        directory = vote(directory, vote);
      }
      requireInForce(directory, charters.get(i));
    }
  }

  private Directory vote(Directory directory, Envelope vote)
      throws FailedCheckException, RefusedException {
    SignedStatement signed = directory.verify(vote, this);
    var refusal = directory.judge(signed);
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get());
    }
    return directory.with(0, signed);
  }

  private static void requireInForce(Directory directory, Founding charter)
      throws FailedCheckException {
    if (directory.succession().isFounded()
        && directory.charterDigest().equals(charter.charterDigest())) {
      return;
    }
    int version = charter.charter().version();
    Optional<Proposal> open = directory.succession().proposals().stream().findFirst();
    throw new FailedCheckException(
        open.map(
                proposal ->
                    "charter %d is signed by %s of the charter before and %s of its own, %d and %d are required"
                        .formatted(
                            version,
                            proposal.before(),
                            proposal.after(),
                            directory.charter().organizationQuorum().required(),
                            charter.charter().organizationQuorum().required()))
            .orElse("charter %d is not signed".formatted(version)));
  }

  /** The newest. */
  Founding inForce() {
    return charters.getLast();
  }

  /** What they say. */
  List<Charter> statements() {
    return charters.stream().map(Founding::charter).toList();
  }

  /** The one of a digest. */
  Optional<Founding> charter(Sha256 digest) {
    return charters.stream().filter(c -> c.charterDigest().equals(digest)).findFirst();
  }

  @Override
  public Optional<KeySet> find(Sha256 digest) {
    return charters.stream().map(Founding::keys).filter(k -> k.digest().equals(digest)).findFirst();
  }

  /** In words. */
  String describe(Sha256 anchor) {
    Founding last = inForce();
    int version = last.charter().version();
    return last.charterDigest().equals(anchor)
        ? "the pinned charter %d of %s, sha256:%s"
            .formatted(version, last.charter().federation(), anchor)
        : "charter %d of %s, which %d quorums handed on from the pinned sha256:%s"
            .formatted(version, last.charter().federation(), stepsFrom(anchor), anchor);
  }

  private int stepsFrom(Sha256 anchor) {
    return inForce().charter().version() - charter(anchor).orElseThrow().charter().version();
  }
}
