package io.commonweight.registry.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response.StatusType;
import java.util.Map;

/**
 * The body of every refusal (RFC 9457).
 *
 * @param type names the kind of problem; what clients decide by
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail this occurrence in words; empty if there is no more to say
 * @param members further data of this kind of problem
 */
public record Problem(
    String type,
    String title,
    int status,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> members) {
  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String PREFIX = "https://commonweight.dev/problems/";

  /** Copies the members. */
  public Problem {
    members = Map.copyOf(members);
  }

  /** A problem of one of our kinds, which {@code docs/problems.md} lists. */
  public static Problem of(String slug, String title, int status, String detail) {
    return new Problem(PREFIX + slug, title, status, detail, Map.of());
  }

  /** A problem about which the status says all (RFC 9457 §4.2.1). */
  static Problem of(StatusType status) {
    return new Problem(
        "about:blank", status.getReasonPhrase(), status.getStatusCode(), "", Map.of());
  }

  Problem with(Map<String, Object> data) {
    return new Problem(type, title, status, detail, data);
  }
}
