package io.commonweight.registry.lfs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.commonweight.registry.account.JsonBody;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.sdk.blob.UploadPart;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client says once it has sent all parts.
 *
 * @param parts the parts, in order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Completion(List<Part> parts) {
  /** The most bytes of it: 2 MiB, room for 10,000 parts. */
  static final int MAX_BYTES = 2 << 20;

  /** A part and the {@code ETag} with which it was answered. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Part(int partNumber, String etag) {}

  /**
   * Reads it.
   *
   * @throws BadRequest if it cannot be read, or the parts are not 1, 2, 3 and so on
   */
  static List<UploadPart> read(InputStream body) throws IOException {
    Completion completion = JsonBody.read(body, MAX_BYTES, Completion.class);
    List<UploadPart> parts = new ArrayList<>();
    for (Part part : completion.parts()) {
      if (part.partNumber() != parts.size() + 1 || part.partNumber() > UploadPart.MAX_NUMBER) {
        throw new BadRequest("parts are numbered 1, 2, 3 and so on");
      }
      parts.add(new UploadPart(part.partNumber(), part.etag().replace("\"", "")));
    }
    return parts;
  }
}
