package io.commonweight.registry.hub;

import io.commonweight.registry.hub.HubRepos.Located;
import io.commonweight.registry.problem.HubErrors;
import io.commonweight.registry.repo.Gate;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Visibility;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The headers by which clients of the hub know what they got. */
final class HubHeaders {
  private HubHeaders() {}

  /**
   * The headers of a file, apart from those that every download has.
   *
   * @param located what the request named
   */
  static Map<String, String> file(Located located, RepoFile file) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HubErrors.COMMIT, located.revision().commit().hex());
    headers.put("X-Linked-Etag", '"' + file.etag() + '"');
    headers.put("X-Linked-Size", Long.toString(file.bytes()));
    headers.put("Content-Disposition", disposition(file.path()));
    headers.put("Cache-Control", caching(located));
    headers.put("X-Content-Type-Options", "nosniff");
    return headers;
  }

  /** What a commit names never changes; what another name stands for may. */
  private static String caching(Located located) {
    if (!located.pinned()) {
      return "no-cache";
    }
    Repo repo = located.repo();
    boolean forAnyone = repo.visibility() == Visibility.PUBLIC && repo.gate() == Gate.NONE;
    return (forAnyone ? "public" : "private") + ", max-age=31536000, immutable";
  }

  private static String disposition(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    String plain = HubErrors.safe(name).replaceAll("[\"\\\\]", "_");
    return "inline; filename*=UTF-8''%s; filename=\"%s\";".formatted(encoded, plain);
  }
}
