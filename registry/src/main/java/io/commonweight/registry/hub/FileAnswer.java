package io.commonweight.registry.hub;

import io.commonweight.registry.blob.Download;
import io.commonweight.registry.hub.HubRepos.Located;
import io.commonweight.registry.problem.HubException.ContentUnavailable;
import io.commonweight.registry.problem.HubException.EntryNotFound;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.sdk.blob.Blobs;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * The answer to a request for a file.
 *
 * @param file the file
 * @param headers what the hub's clients want to know of it
 */
record FileAnswer(RepoFile file, Map<String, String> headers) {

  /**
   * The answer about what a request located.
   *
   * @throws EntryNotFound if the revision has no such file
   */
  static FileAnswer of(Located located) {
    RepoFile file =
        located
            .revision()
            .file(located.path())
            .orElseThrow(() -> EntryNotFound.at(located.path(), located.revision().commit().hex()));
    return new FileAnswer(file, HubHeaders.file(located, file));
  }

  /** Whether the caller has this content already (RFC 9110 §13.1.2). */
  boolean unchanged(Optional<String> ifNoneMatch) {
    return ifNoneMatch.stream()
        .flatMap(header -> Arrays.stream(header.split(",", -1)))
        .map(tag -> tag.strip().replaceFirst("^W/", ""))
        .anyMatch(tag -> tag.equals("*") || tag.equals('"' + file.etag() + '"'));
  }

  /** Says that the caller has this content. */
  RestResponse<Object> notModified() {
    ResponseBuilder<Object> response =
        ResponseBuilder.<Object>create(RestResponse.Status.NOT_MODIFIED)
            .header("ETag", '"' + file.etag() + '"');
    headers.forEach(response::header);
    return response.build();
  }

  /** The whole content. */
  Download download() {
    return new Download(file.bytes(), file.etag(), headers);
  }

  /** Sends the content, or a range of it. */
  RestResponse<Object> get(Optional<String> range, Optional<String> ifRange, Blobs blobs)
      throws IOException {
    if (file.bytes() == 0 && range.isPresent()) {
      return emptyRange().get(Optional.empty(), Optional.empty(), source(blobs));
    }
    return download().get(range, ifRange, source(blobs));
  }

  /** No range of an empty file can be satisfied, but JavaScript clients probe for one. */
  private Download emptyRange() {
    Map<String, String> extended = new LinkedHashMap<>(headers);
    extended.put("Content-Range", "bytes */0");
    return new Download(0, file.etag(), extended);
  }

  private Download.Source source(Blobs blobs) {
    return Download.of(blobs, file.sha256(), () -> new ContentUnavailable(file.path()));
  }
}
