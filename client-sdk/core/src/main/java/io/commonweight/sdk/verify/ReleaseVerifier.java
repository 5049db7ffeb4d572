package io.commonweight.sdk.verify;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.Evidence;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Decides offline whether a release is genuine. It believes the pinned digest and nothing else: the
 * founding documents, the evidence and the files may come from anywhere.
 *
 * @param anchor the pinned digest of the charter
 * @param policy the repo {@code ORG/NAME} that was asked for
 */
public record ReleaseVerifier(Sha256 anchor, String policy) {

  /**
   * Checks what was signed, before any file is fetched.
   *
   * @param founding founding documents that claim to be the pinned ones
   * @param evidence what claims to show that the release is genuine
   */
  public Verification verify(Founding founding, Evidence evidence) {
    var trail = new Trail();
    try {
      VerifiedRelease release = evidenceCheck(founding, evidence).run(trail);
      return new Verification(trail.checks(), Optional.of(release));
    } catch (FailedCheckException e) {
      return new Verification(trail.checks(), Optional.empty());
    }
  }

  /**
   * Checks what was signed and the files.
   *
   * <p>Nobody else may write to the folder from before the check until the files were loaded:
   * whoever shares a disk copies them to a private place first.
   *
   * @param folder holds the release's files; {@code .commonweight} and what {@code hf download}
   *     leaves in {@code .cache/huggingface} are passed over
   */
  public Verification verify(Founding founding, Evidence evidence, Path folder) {
    var trail = new Trail();
    try {
      VerifiedRelease release = evidenceCheck(founding, evidence).run(trail);
      new FolderCheck(release.release(), folder).run(trail);
      return new Verification(trail.checks(), Optional.of(release));
    } catch (FailedCheckException e) {
      return new Verification(trail.checks(), Optional.empty());
    }
  }

  private EvidenceCheck evidenceCheck(Founding founding, Evidence evidence) {
    return new EvidenceCheck(this, founding, evidence);
  }
}
