package io.commonweight.cli.founding;

import io.commonweight.cli.key.MemberFile;
import io.commonweight.sdk.statement.Charter;

/** Members as a charter names them. */
final class Members {

  private Members() {}

  /** The organization of a member file. */
  static Charter.Member of(MemberFile file, boolean aggregates, int nodes) {
    return new Charter.Member(
        file.organization(),
        file.rootNames(),
        file.oms().fingerprint(),
        aggregates,
        file.witness().map(witness -> new Charter.Witness(witness.name(), witness.keys().names())),
        nodes);
  }
}
