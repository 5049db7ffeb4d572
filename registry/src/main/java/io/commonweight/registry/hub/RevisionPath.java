package io.commonweight.registry.hub;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A revision and a path below it, as a request names them.
 *
 * @param revision a name of a revision
 * @param path a path in it; empty for its root
 */
record RevisionPath(String revision, String path) {
  /** The most segments of a name such as {@code refs/heads/main}. */
  private static final int MAX_REVISION_SEGMENTS = 5;

  private static final int MAX_LENGTH = 4096;

  /** The ways to read the path of a request, as {@link #candidates(String, int)} does. */
  static List<RevisionPath> candidates(HttpServerRequest request, int skip) {
    return candidates(Optional.ofNullable(request.path()).orElse(""), skip);
  }

  /**
   * The ways to read the end of a request's path. Most clients escape the slashes of a revision,
   * some do not, so where it ends is known only to who knows the revisions.
   *
   * <p>Reads the raw path, since a decoded one has lost what was escaped, and what stood behind a
   * semicolon.
   *
   * @param rawPath the whole escaped path of the request, from its first slash
   * @param skip how many segments stand before the revision
   * @return at least one, the shortest revision first
   * @throws BadRequest if there is no revision, or an escape is malformed
   */
  static List<RevisionPath> candidates(String rawPath, int skip) {
    String[] segments = rawPath.split("/", -1);
    if (rawPath.length() > MAX_LENGTH || segments.length <= skip + 1) {
      throw new BadRequest("the path names no revision, or is longer than " + MAX_LENGTH);
    }
    List<String> rest = Arrays.asList(segments).subList(skip + 1, segments.length);
    List<RevisionPath> candidates = new ArrayList<>();
    for (int end = 1; end <= Math.min(rest.size(), MAX_REVISION_SEGMENTS); end++) {
      candidates.add(
          new RevisionPath(decode(rest.subList(0, end)), decode(rest.subList(end, rest.size()))));
    }
    return candidates;
  }

  private static String decode(List<String> segments) {
    try {
      return URLDecoder.decode(
          String.join("/", segments).replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadRequest("the path has a malformed escape");
    }
  }
}
