package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether enough organizations signed a release. All roots of a founding quorum sign release 0; a
 * quorum's release keys every later one.
 *
 * @param release what is signed
 * @param directory who might sign it where it stands
 */
record SignatureCheck(Release release, Directory directory) {

  /** The signatures that count. */
  List<Voice> voices(List<LoggedEntry> entries) throws FailedCheckException {
    require(
        directory.charterDigest().equals(release.charter()),
        "charter %d was in force where the release stands, not the one it names"
            .formatted(directory.charter().version()));
    List<Voice> voices = new ArrayList<>();
    for (LoggedEntry entry : entries) {
      voice(directory, entry).ifPresent(voices::add);
    }
    for (Voice voice : voices) {
      requireInformed(voice);
    }
    requireQuorum("signed", voices);
    return voices;
  }

  /** What happened behind the place that the signers had seen, the tail shows: all of it. */
  private void requireInformed(Voice voice) throws FailedCheckException {
    require(
        voice.place() >= release.standing().logSize(),
        "%s signed at place %d of the log, and says to have seen %d entries"
            .formatted(voice.organization(), voice.place(), release.standing().logSize()));
  }

  /** The signature of one entry; empty if its organization has no vote. */
  static Optional<Voice> voice(Directory directory, LoggedEntry entry) throws FailedCheckException {
    SignedStatement signed;
    try {
      signed = directory.verify(entry.envelope(), KeySets.NONE);
    } catch (RefusedException e) {
      throw new FailedCheckException("a signature does not count: " + e.getMessage());
    }
    Optional<Delegated> delegated = directory.delegations().find(signed.signer());
    require(
        delegated.isEmpty() || delegated.get().index() < entry.index(),
        "key %s was delegated after it had signed".formatted(signed.signer()));
    return Optional.of(new Voice(signed.organization(), signed.signer(), entry.index()))
        .filter(voice -> directory.charter().hasVote(voice.organization()));
  }

  /** Whether the time of the key that signed was over. */
  boolean isOver(Voice voice, long time) {
    return directory.delegations().find(voice.key()).filter(d -> d.isOver(time)).isPresent();
  }

  /** Whether these are enough. */
  void requireQuorum(String what, List<Voice> voices) throws FailedCheckException {
    Set<String> signers = Voice.organizations(voices);
    require(
        signers.size() >= required(),
        "%s by %d organizations %s, %d are required"
            .formatted(what, signers.size(), signers, required()));
  }

  private int required() {
    Quorum quorum = directory.charter().organizationQuorum();
    return release.sequence() == 0 ? quorum.parties() : quorum.required();
  }

  String describe(List<Voice> voices) {
    Set<String> signers = Voice.organizations(voices);
    return "%d of %d organizations, %d required: %s"
        .formatted(
            signers.size(),
            directory.charter().organizationQuorum().parties(),
            required(),
            String.join(", ", signers));
  }
}
