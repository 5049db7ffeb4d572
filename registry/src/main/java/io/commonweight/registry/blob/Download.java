package io.commonweight.registry.blob;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.PathPart;
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
    /**
     * Opens a range that lies within the content.
     *
     * @return what the server sends: a stream, or a part of a file, which it does not copy
     */
    Object open(long offset, long length) throws IOException;
  }

  /**
   * A public blob.
   *
   * @param missing what is said if it is not there any more
   */
  public static Source of(Blobs blobs, Sha256 digest, Supplier<RuntimeException> missing) {
    return (offset, length) -> {
      Optional<Path> file = blobs.file(digest);
      return file.isPresent()
          ? new PathPart(file.get(), offset, length)
          : blobs.get(digest, offset, length).orElseThrow(missing);
    };
  }

  /** Copies the headers. */
  public Download {
    headers = Map.copyOf(headers);
  }

  /** Answers a HEAD. */
  public RestResponse<Object> head() {
    return response(RestResponse.Status.OK, sizeBytes).build();
  }

  /**
   * Answers a GET.
   *
   * @param range the {@code Range} header
   * @param ifRange the {@code If-Range} header: a range counts only if it names this content
   */
  public RestResponse<Object> get(Optional<String> range, Optional<String> ifRange, Source source)
      throws IOException {
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

  private ResponseBuilder<Object> response(RestResponse.Status status, long length) {
    ResponseBuilder<Object> response =
        ResponseBuilder.<Object>create(status)
            .header("Content-Length", length)
            .header("Content-Type", "application/octet-stream")
            .header("Accept-Ranges", "bytes")
            .header("ETag", '"' + etag + '"');
    headers.forEach(response::header);
    return response;
  }
}
