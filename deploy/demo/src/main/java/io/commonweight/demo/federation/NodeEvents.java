package io.commonweight.demo.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What the nodes say on their standard output: one line of JSON for each event.
 *
 * @param logs the log files of the nodes
 */
public record NodeEvents(List<Path> logs) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the list. */
  public NodeEvents {
    logs = List.copyOf(logs);
  }

  /** The mean training loss of the nodes at the end of a round, as far as they have said. */
  public OptionalDouble meanLoss(int round) throws IOException {
    double sum = 0;
    int count = 0;
    for (Path log : logs) {
      for (JsonNode event : events(log, "packed")) {
        if (event.path("round").asInt() == round) {
          sum += event.path("lastLoss").asDouble();
          count++;
        }
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }

  private static List<JsonNode> events(Path log, String kind) throws IOException {
    if (!Files.exists(log)) {
      return List.of();
    }
    String mark = "\"event\":\"" + kind + "\"";
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.startsWith("{") && line.contains(mark))
          .flatMap(line -> parse(line).stream())
          .toList();
    }
  }

  /** A line that was cut short by a stop is no event. */
  private static Optional<JsonNode> parse(String line) {
    try {
      return Optional.of(MAPPER.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
