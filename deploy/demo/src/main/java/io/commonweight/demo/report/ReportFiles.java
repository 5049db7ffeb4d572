package io.commonweight.demo.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a report as JSON and as a page. */
public final class ReportFiles {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().addModule(new Jdk8Module()).build();

  private ReportFiles() {}

  /** Writes {@code report.json} and {@code report.html} into a directory. */
  public static void write(Report report, Path directory) throws IOException {
    Files.write(
        directory.resolve("report.json"),
        MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(report));
    Files.writeString(directory.resolve("report.html"), Html.render(report));
  }

  /** The report on one line. */
  public static String line(Report report) {
    try {
      return MAPPER.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is always JSON", e);
    }
  }
}
