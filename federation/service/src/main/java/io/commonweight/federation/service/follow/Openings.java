package io.commonweight.federation.service.follow;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When this aggregator first saw the open round, kept on disk so that a restart does not put the
 * deadline off. Only the newest round is remembered.
 */
final class Openings {
  private static final int MAX_BYTES = 256;

  private final Path file;
  private final Clock clock;

  Openings(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** For how long the open round has been seen; zero if none is open. */
  Duration sinceOpening(FederationState state) throws IOException {
    Optional<Round> round = state.openRound();
    if (round.isEmpty()) {
      return Duration.ZERO;
    }
    String name = round.get().id().hex();
    Instant now = clock.instant();
    Optional<Instant> seen = seen(name);
    if (seen.isEmpty()) {
      byte[] line = (name + " " + now.toEpochMilli()).getBytes(StandardCharsets.US_ASCII);
      DurableFile.write(file, out -> out.write(ByteBuffer.wrap(line)));
      return Duration.ZERO;
    }
    return Duration.between(seen.get(), now);
  }

  private Optional<Instant> seen(String round) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is not what this aggregator wrote; remove it");
    }
    String[] words = Files.readString(file).split(" ", -1);
    try {
      return words.length == 2 && words[0].equals(round)
          ? Optional.of(Instant.ofEpochMilli(Long.parseLong(words[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      throw new IOException(file + " is not what this aggregator wrote; remove it", e);
    }
  }
}
