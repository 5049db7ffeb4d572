package io.commonweight.cli.pull;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is kept beside the files of a release so that they can be verified offline. Nothing in it is
 * an anchor.
 *
 * @param directory {@value #NAME} in the release's folder
 */
record EvidenceFolder(Path directory) {
  private static final String NAME = ".commonweight";
  private static final String EVIDENCE = "evidence.json";

  static EvidenceFolder in(Path release) {
    return new EvidenceFolder(release.resolve(NAME));
  }

  boolean isThere() {
    return Files.exists(directory.resolve(EVIDENCE));
  }

  byte[] read() throws IOException {
    try (var in = Files.newInputStream(directory.resolve(EVIDENCE))) {
      return in.readNBytes(Evidence.MAX_BYTES + 1);
    }
  }

  void write(Founding founding, byte[] evidence) throws IOException {
    founding.store(directory);
    Files.write(directory.resolve(EVIDENCE), evidence);
  }
}
