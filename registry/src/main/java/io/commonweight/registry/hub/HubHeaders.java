package io.commonweight.registry.hub;

import io.commonweight.registry.problem.HubErrors;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Revision;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers by which clients of the hub know what they got. */
final class HubHeaders {
  private HubHeaders() {}

  /**
   * The headers of a file, apart from those that every download has.
   *
   * @param pinned whether the request named the revision by its full commit id
   */
  static Map<String, String> file(Revision revision, RepoFile file, boolean pinned) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HubErrors.COMMIT, revision.commit().hex());
    headers.put("X-Linked-Etag", '"' + file.etag() + '"');
    headers.put("X-Linked-Size", Long.toString(file.bytes()));
    headers.put("Content-Disposition", disposition(file.path()));
    headers.put("Cache-Control", caching(pinned));
    headers.put("X-Content-Type-Options", "nosniff");
    return headers;
  }

  /** What a commit names never changes; what another name stands for may. */
  static String caching(boolean pinned) {
    return pinned ? "public, max-age=31536000, immutable" : "no-cache";
  }

  private static String disposition(String name) {
    return "inline; filename*=UTF-8''%s; filename=\"%s\";".formatted(name, name);
  }
}
