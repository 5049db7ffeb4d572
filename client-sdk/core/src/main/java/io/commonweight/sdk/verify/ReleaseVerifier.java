package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.verify.Check.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides offline whether a release is genuine. It believes the pinned digest, its own clock and
 * what it has seen before, and nothing else: the evidence and the files may come from anywhere.
 *
 * @param anchor the pinned digest of a charter: the first, or a later one
 * @param policy the repo {@code ORG/NAME} that was asked for
 * @param demands what else is asked for
 * @param floor what was seen of the federation before
 * @param clock tells how old the evidence is
 */
public record ReleaseVerifier(
    Sha256 anchor, String policy, Demands demands, Optional<Floor> floor, Clock clock) {

  /**
   * Checks what was signed, before any file is fetched.
   *
   * @param evidence what claims to show that the release is genuine, as it came
   */
  public Verification verify(byte[] evidence) {
    var trail = new Trail();
    try {
      VerifiedRelease release = new EvidenceCheck(this, clock.instant(), trail).run(evidence);
      return new Verification(trail.checks(), Optional.of(release));
    } catch (FailedCheckException e) {
      return new Verification(trail.checks(), Optional.empty());
    }
  }

  /**
   * Checks what was signed and the files. They are copied while they are hashed, and their content
   * is looked at in the copy only: whoever writes to the folder meanwhile gains nothing.
   *
   * @param evidence what claims to show that the release is genuine, as it came
   * @param folder holds the release's files; {@code .commonweight} and what {@code hf download}
   *     leaves in {@code .cache/huggingface} are passed over
   * @param copy what becomes the copy, with mode 0700; it must not be there, and is there
   *     afterwards if and only if every check passed. Load from it, or delete it
   */
  public Verification verify(byte[] evidence, Path folder, Path copy) {
    var trail = new Trail();
    try {
      VerifiedRelease release = new EvidenceCheck(this, clock.instant(), trail).run(evidence);
      trail.check(Step.LISTING, new Listing(release.release(), folder)::check);
      takeAndCheck(trail, release, folder, copy);
      return new Verification(trail.checks(), Optional.of(release));
    } catch (FailedCheckException e) {
      return new Verification(trail.checks(), Optional.empty());
    }
  }

  private static void takeAndCheck(Trail trail, VerifiedRelease release, Path folder, Path copy)
      throws FailedCheckException {
    PrivateCopy taken = trail.make(Step.DIGESTS, () -> PrivateCopy.at(copy));
    try {
      trail.check(Step.DIGESTS, () -> taken.take(release.release(), folder));
      new ContentCheck(release.release(), copy).run(trail);
    } catch (FailedCheckException e) {
      delete(taken);
      throw e;
    }
  }

  private static void delete(PrivateCopy copy) {
    try {
      copy.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The floor to store once every check of a release and its files has passed, and not before.
   *
   * @param verified what {@link #verify(byte[], Path, Path)} has found
   */
  public Floor floorAbove(VerifiedRelease verified) {
    Instant now = clock.instant();
    return Floor.above(floor, verified, now);
  }
}
