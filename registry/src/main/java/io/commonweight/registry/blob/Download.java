package io.commonweight.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * An answer that carries immutable content, or a range of it.
 *
 * @param sizeBytes the size of the whole content
 * @param etag names the content, without quotes
 * @param headers further headers
 */
public record Download(long sizeBytes, String etag, Map<String, String> headers) {

  /** Reads the content. */
  @FunctionalInterface
  public interface Source {
    /** Opens a range that lies within the content. */
    InputStream open(long offset, long length) throws IOException;
  }

  /** Copies the headers. */
  public Download {
    headers = Map.copyOf(headers);
  }

  /** Answers a HEAD. */
  public RestResponse<InputStream> head() {
    return response(RestResponse.Status.OK, sizeBytes).build();
  }

  /**
   * Answers a GET.
   *
   * @param range the {@code Range} header
   * @param ifRange the {@code If-Range} header: a range counts only if it names this content
   */
  public RestResponse<InputStream> get(
      Optional<String> range, Optional<String> ifRange, Source source) throws IOException {
    boolean sameContent = ifRange.isEmpty() || ifRange.get().equals('"' + etag + '"');
    Optional<ByteRange> part =
        sameContent ? ByteRange.parse(range, sizeBytes) : Optional.<ByteRange>empty();
    if (part.isEmpty()) {
      return response(RestResponse.Status.OK, sizeBytes).entity(source.open(0, sizeBytes)).build();
    }
    ByteRange bytes = part.get();
    return response(RestResponse.Status.PARTIAL_CONTENT, bytes.length())
        .header("Content-Range", "bytes %d-%d/%d".formatted(bytes.first(), bytes.last(), sizeBytes))
        .entity(source.open(bytes.first(), bytes.length()))
        .build();
  }

  private ResponseBuilder<InputStream> response(RestResponse.Status status, long length) {
    ResponseBuilder<InputStream> response =
        ResponseBuilder.<InputStream>create(status)
            .header("Content-Length", length)
            .header("Content-Type", "application/octet-stream")
            .header("Accept-Ranges", "bytes")
            .header("ETag", '"' + etag + '"');
    headers.forEach(response::header);
    return response;
  }
}
