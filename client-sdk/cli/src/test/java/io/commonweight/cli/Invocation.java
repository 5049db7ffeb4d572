package io.commonweight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What one command did.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Invocation(int exitCode, String out, String err) {

  /** Runs a command as the shell would. */
  public static Invocation run(Object... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int exitCode = Commonweight.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
    return new Invocation(exitCode, out.toString(), err.toString());
  }

  /** The standard output as JSON. */
  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(out + err, e);
    }
  }
}
