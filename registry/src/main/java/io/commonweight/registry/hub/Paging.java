package io.commonweight.registry.hub;

import io.commonweight.registry.problem.HubException.BadRequest;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Pages of a listing, joined by {@code Link} headers (RFC 8288). */
final class Paging {
  private Paging() {}

  /** A page. */
  static <T> RestResponse<List<T>> page(List<T> items) {
    return ResponseBuilder.ok(items).build();
  }

  /**
   * A page that is continued.
   *
   * <p>The address is absolute, and a space stands before {@code rel}: JavaScript clients insist.
   *
   * @param parameter the query parameter by which the next page is found
   * @param value its value there; all other parameters stay
   */
  static <T> RestResponse<List<T>> page(
      List<T> items, UriInfo uri, String parameter, Object value) {
    String next = uri.getRequestUriBuilder().replaceQueryParam(parameter, value).build().toString();
    return ResponseBuilder.ok(items).header("Link", "<" + next + ">; rel=\"next\"").build();
  }

  /**
   * Reads a count of a query.
   *
   * @throws BadRequest if it is none
   */
  static int count(String parameter, Optional<String> text, int otherwise, int max) {
    return (int) Math.min(number(parameter, text).orElse((long) otherwise), max);
  }

  /**
   * Reads a number of a query, from 0.
   *
   * @throws BadRequest if it is none
   */
  static Optional<Long> number(String parameter, Optional<String> text) {
    if (text.isPresent() && !text.get().matches("\\d{1,18}")) {
      throw new BadRequest(parameter + " must be a number from 0");
    }
    return text.map(Long::valueOf);
  }

  /** Whether a flag of a query is set, in any of the ways that clients write it. */
  static boolean flag(Optional<String> text) {
    return text.filter(value -> value.equalsIgnoreCase("true") || value.equals("1")).isPresent();
  }
}
