package io.commonweight.sdk.verify;

import io.commonweight.sdk.charter.Revoked;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What has become of a release and of the keys that signed it.
 *
 * @param revocations all that are in force
 * @param advisories what a quorum has said of the release
 * @param isOvertaken whether a later release was signed
 */
record Since(Revocations revocations, List<Advisory> advisories, boolean isOvertaken) {

  Since {
    advisories = List.copyOf(advisories);
  }

  /** Fails if the release may not be loaded any more, or is not the one that is wanted. */
  void require(Signed signed, Wanted wanted) throws FailedCheckException {
    for (Advisory advisory : advisories) {
      FailedCheckException.require(
          advisory.kind() != Advisory.Kind.REVOKE,
          "the federation has revoked this release: " + advisory.reason());
    }
    for (Voice voice : signed.voices()) {
      Optional<Revoked> revoked = revocations.against(voice);
      if (revoked.isPresent()) {
        signed
            .check()
            .requireQuorum(
                "the key of %s was revoked from place %d on; without it signed"
                    .formatted(voice.organization(), revoked.get().from()),
                revocations.standing(signed.voices()));
      }
    }
    FailedCheckException.require(
        !isOvertaken || wanted != Wanted.LATEST,
        "this is not the latest release: the log has a later one; ask another registry");
  }

  String describe() {
    String said =
        advisories.stream()
            .map(advisory -> "; %s: %s".formatted(advisory.kind(), advisory.reason()))
            .collect(Collectors.joining());
    return "%d keys were revoked, none that counts; the release %s%s"
        .formatted(
            revocations.revoked().size(),
            isOvertaken ? "was followed by another" : "is the newest",
            said);
  }
}
