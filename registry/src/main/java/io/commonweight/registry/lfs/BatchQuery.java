package io.commonweight.registry.lfs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.commonweight.registry.account.JsonBody;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request about some objects.
 *
 * @param operation {@code upload} or {@code download}
 * @param transfers how the client can send them; {@code basic} alone if absent
 * @param objects the objects, at most 1000
 * @param hashAlgo how they are named, {@code sha256} or {@code sha_256}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record BatchQuery(
    String operation,
    Optional<List<String>> transfers,
    List<LfsObject> objects,
    @JsonProperty("hash_algo") Optional<String> hashAlgo) {
  /** The most bytes of a request: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  private static final int MAX_OBJECTS = 1000;
  private static final Set<String> OPERATIONS = Set.of("upload", "download");
  private static final Set<String> HASHES = Set.of("sha256", "sha_256");

  /**
   * An object by its digest and size in bytes. Whether these are well formed is told object by
   * object.
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record LfsObject(String oid, long size) {}

  /**
   * Reads a request.
   *
   * @throws BadRequest if it cannot be read
   * @throws TooMuch if it is too long, or names too many objects
   */
  static BatchQuery read(InputStream body) throws IOException {
    BatchQuery query = JsonBody.read(body, MAX_BYTES, BatchQuery.class);
    if (query.objects().size() > MAX_OBJECTS) {
      throw new TooMuch("at most " + MAX_OBJECTS + " objects can be asked about at once");
    }
    if (!OPERATIONS.contains(query.operation())) {
      throw new BadRequest("operation must be upload or download");
    }
    if (!HASHES.contains(query.hashAlgo().orElse("sha256"))) {
      throw new BadRequest("objects are named by SHA-256 alone");
    }
    return query;
  }

  boolean isUpload() {
    return operation.equals("upload");
  }

  /** Whether the client can send an object in parts. */
  boolean sendsParts() {
    return transfers.orElse(List.of()).contains("multipart");
  }
}
