package io.commonweight.registry.hub;

import io.commonweight.registry.hub.HubRepos.Located;
import io.commonweight.registry.repo.RepoType;
import io.commonweight.sdk.blob.Blobs;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers requests for the content of files. */
@ApplicationScoped
class RepoContent {
  /** The repo's two segments and {@code resolve}. */
  private static final int SEGMENTS_BEFORE_REVISION = 3;

  private final HubRepos repos;
  private final Blobs blobs;

  RepoContent(HubRepos repos, Blobs blobs) {
    this.repos = repos;
    this.blobs = blobs;
  }

  /** Tells of a file. */
  RestResponse<Object> head(RepoPath path, HttpServerRequest request) {
    FileAnswer answer = answer(path, request);
    return answer.unchanged(header(request, "If-None-Match"))
        ? answer.notModified()
        : answer.download().head();
  }

  /** Sends a file, or a range of it. */
  RestResponse<Object> get(RepoPath path, HttpServerRequest request) throws IOException {
    FileAnswer answer = answer(path, request);
    return answer.unchanged(header(request, "If-None-Match"))
        ? answer.notModified()
        : answer.get(header(request, "Range"), header(request, "If-Range"), blobs);
  }

  private FileAnswer answer(RepoPath path, HttpServerRequest request) {
    int prefix = path.type() == RepoType.MODEL ? 0 : 1;
    var candidates = RevisionPath.candidates(request, SEGMENTS_BEFORE_REVISION + prefix);
    Located located = repos.locate(repos.readable(path), candidates);
    return FileAnswer.of(located);
  }

  private static Optional<String> header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name));
  }
}
