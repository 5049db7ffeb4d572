package io.commonweight.registry.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code endpoints.txt}: what each endpoint answers each kind of caller. A line is {@code
 * METHOD PATH : STATUS...}, or {@code METHOD PATH < BODY : STATUS...}, with one status for each
 * caller or one for all of them.
 */
final class EndpointTable {
  /** The kinds of callers, in the order of the columns. */
  static final List<String> CALLERS =
      List.of(
          "anonymous",
          "other organization",
          "reader",
          "contributor",
          "maintainer",
          "owner",
          "operator",
          "expired token",
          "revoked token");

  private EndpointTable() {}

  /**
   * A line.
   *
   * @param method the HTTP method
   * @param path the path, with the names of its parameters in braces
   * @param body what is sent; empty for nothing
   * @param statuses the expected status by caller
   */
  record Row(String method, String path, String body, Map<String, Integer> statuses) {
    String endpoint() {
      return method + " " + path;
    }

    @Override
    public String toString() {
      return endpoint();
    }
  }

  static List<Row> rows() {
    try (var in = EndpointTable.class.getResourceAsStream("endpoints.txt")) {
      if (in == null) {
        throw new IllegalStateException("endpoints.txt is not beside this class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(EndpointTable::row)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(String line) {
    int colon = line.lastIndexOf(" : ");
    String[] request = line.substring(0, colon).strip().split(" < ", 2);
    String[] endpoint = request[0].strip().split(" ", 2);
    List<Integer> statuses =
        new ArrayList<>(
            Arrays.stream(line.substring(colon + 3).strip().split(" +", -1))
                .map(Integer::valueOf)
                .toList());
    if (statuses.size() == 1) {
      statuses = Collections.nCopies(CALLERS.size(), statuses.getFirst());
    }
    Map<String, Integer> byCaller = new LinkedHashMap<>();
    for (int i = 0; i < CALLERS.size(); i++) {
      byCaller.put(CALLERS.get(i), statuses.get(i));
    }
    return new Row(
        endpoint[0], endpoint[1], request.length == 1 ? "" : request[1].strip(), byCaller);
  }
}
