package io.commonweight.cli.pull;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.verify.VerifiedRelease;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The newest release of a federation that was ever pulled here, so that no server can pass off an
 * older one as the latest.
 *
 * @param file where it is kept
 */
record HighestSeen(Path file) {
  private static final int MAX_BYTES = 1024;

  /** That of the federation with a charter. */
  static HighestSeen of(Path config, Sha256 charter) {
    return new HighestSeen(config.resolve("seen").resolve(charter.hex() + ".json"));
  }

  /**
   * Refuses a release that must not come after the highest one.
   *
   * @param isExplicit whether the person named it: then it may be older
   * @throws CommandException if it is older, or another of the same number
   */
  void require(VerifiedRelease release, boolean isExplicit) throws IOException, CommandException {
    Optional<Seen> seen = read();
    if (seen.isEmpty()) {
      return;
    }
    int sequence = release.release().sequence();
    if (sequence < seen.get().sequence() && !isExplicit) {
      throw new CommandException(
          "the registry's latest is release %d, release %d was seen before: ask another registry, or name the release with @%d"
              .formatted(sequence, seen.get().sequence(), sequence));
    }
    if (sequence == seen.get().sequence() && !seen.get().digest().equals(release.digest())) {
      throw new CommandException(
          "two different releases %d were signed, sha256:%s and sha256:%s: tell the federation's members"
              .formatted(sequence, seen.get().digest(), release.digest()));
    }
  }

  /** Remembers a release if it is the highest. */
  void raise(VerifiedRelease release) throws IOException {
    int sequence = release.release().sequence();
    if (read().filter(seen -> seen.sequence() >= sequence).isPresent()) {
      return;
    }
    Files.createDirectories(file.resolveSibling("."));
    byte[] json = CanonicalJson.write(new Seen(release.digest(), sequence));
    DurableFile.write(file, channel -> channel.write(ByteBuffer.wrap(json)));
  }

  private Optional<Seen> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(CanonicalJson.read(Files.readAllBytes(file), MAX_BYTES, Seen.class));
    } catch (JsonException e) {
      throw new IOException(file + " is damaged (" + e.getMessage() + "): delete it", e);
    }
  }

  private record Seen(Sha256 digest, int sequence) {}
}
