package io.commonweight.registry.hub;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The question about some paths.
 *
 * @param paths the paths, at most 1000
 * @param expand whether to tell the commits that changed them last
 */
record PathsQuery(List<String> paths, boolean expand) {
  /** The most bytes of a question: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_PATHS = 1000;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  PathsQuery {
    if (paths.size() > MAX_PATHS) {
      throw new TooMuch("at most " + MAX_PATHS + " paths can be asked about at once");
    }
    paths = List.copyOf(paths);
  }

  /**
   * Reads {@code {"paths": [...], "expand": false}}, of which the second member may be left out.
   *
   * @throws BadRequest if it is anything else
   * @throws TooMuch if it is too long
   */
  static PathsQuery ofJson(InputStream body) throws IOException {
    JsonNode query = tree(bytes(body));
    JsonNode paths = query.path("paths");
    JsonNode expand = query.path("expand");
    boolean isReadable = paths.isArray() && (expand.isBoolean() || expand.isMissingNode());
    List<String> texts = new ArrayList<>();
    for (JsonNode path : paths) {
      isReadable &= path.isTextual();
      texts.add(path.asText());
    }
    if (!isReadable) {
      throw new BadRequest("the body must have a list of texts \"paths\", and may have \"expand\"");
    }
    return new PathsQuery(texts, expand.booleanValue());
  }

  /**
   * Reads {@code paths=...&paths=...&expand=False}, of which the last may be left out.
   *
   * @throws BadRequest if it is not encoded as a form
   * @throws TooMuch if it is too long
   */
  static PathsQuery ofForm(InputStream body) throws IOException {
    String form = new String(bytes(body), StandardCharsets.UTF_8);
    List<String> paths = new ArrayList<>();
    Optional<String> expand = Optional.empty();
    for (String field : form.split("&", -1)) {
      String value = decoded(field.substring(field.indexOf('=') + 1));
      if (field.startsWith("paths=")) {
        paths.add(value);
      } else if (field.startsWith("expand=")) {
        expand = Optional.of(value);
      }
    }
    return new PathsQuery(paths, Paging.flag(expand));
  }

  private static byte[] bytes(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new TooMuch("the body is larger than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException _) {
      throw new BadRequest("the body is not JSON");
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequest("the body is not encoded as a form");
    }
  }
}
