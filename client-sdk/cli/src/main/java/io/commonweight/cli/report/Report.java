package io.commonweight.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a command prints: lines for people, or one line of JSON for programs. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class Report {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Option(names = "--json", description = "Print one line of JSON instead of text.")
  private boolean isJson;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /**
   * Prints the outcome to standard output.
   *
   * @param document the outcome as JSON, in order
   * @param lines the outcome as text
   */
  public void print(Map<String, ?> document, List<String> lines) {
    PrintWriter out = command.commandLine().getOut();
    if (isJson) {
      try {
        out.println(MAPPER.writeValueAsString(document));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }

  /** Prints one line of progress to standard error. */
  public void progress(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
