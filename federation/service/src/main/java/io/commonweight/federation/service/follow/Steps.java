package io.commonweight.federation.service.follow;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
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
 * When this aggregator first saw the step that a round is in, kept on disk so that a restart does
 * not put the deadline off. Only the newest step is remembered.
 */
final class Steps {
  private static final int MAX_BYTES = 256;

  private final Path file;
  private final Clock clock;

  Steps(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** For how long the step has been seen; zero if nodes have nothing to say now. */
  Duration sinceStep(FederationState state) throws IOException {
    Optional<String> step = name(state.phase());
    if (step.isEmpty()) {
      return Duration.ZERO;
    }
    String name = step.get();
    Instant now = clock.instant();
    Optional<Instant> seen = seen(name);
    if (seen.isEmpty()) {
      byte[] line = (name + " " + now.toEpochMilli()).getBytes(StandardCharsets.US_ASCII);
      DurableFile.write(file, out -> out.write(ByteBuffer.wrap(line)));
      return Duration.ZERO;
    }
    return Duration.between(seen.get(), now);
  }

  private static Optional<String> name(Phase phase) {
    return switch (phase) {
      case Phase.Advertising(var round, var _) -> Optional.of(round.id() + "-advertising");
      case Phase.Dealing(var round, var _) -> Optional.of(round.id() + "-dealing");
      case Phase.Collecting(var round, var _) -> Optional.of(round.id().hex());
      case Phase.Revealing(var round, var _) -> Optional.of(round.id() + "-revealing");
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          Optional.empty();
    };
  }

  private Optional<Instant> seen(String step) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is not what this aggregator wrote; remove it");
    }
    String[] words = Files.readString(file).split(" ", -1);
    try {
      return words.length == 2 && words[0].equals(step)
          ? Optional.of(Instant.ofEpochMilli(Long.parseLong(words[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      throw new IOException(file + " is not what this aggregator wrote; remove it", e);
    }
  }
}
