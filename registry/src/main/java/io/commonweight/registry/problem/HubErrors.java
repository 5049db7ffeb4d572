package io.commonweight.registry.problem;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.Conflict;
import io.commonweight.registry.problem.HubException.ContentUnavailable;
import io.commonweight.registry.problem.HubException.EntryNotFound;
import io.commonweight.registry.problem.HubException.Forbidden;
import io.commonweight.registry.problem.HubException.NotFound;
import io.commonweight.registry.problem.HubException.RepoNotFound;
import io.commonweight.registry.problem.HubException.RevisionNotFound;
import io.commonweight.registry.problem.HubException.TooMuch;
import io.commonweight.registry.problem.HubException.Unauthenticated;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what clients of the hub are refused; they read the headers before the body. */
public final class HubErrors {
  /** The full commit id of the revision that answered. */
  public static final String COMMIT = "X-Repo-Commit";

  @ServerExceptionMapper
  RestResponse<Map<String, String>> refused(HubException e) {
    return switch (e) {
      case RepoNotFound _ -> coded(e, "RepoNotFound").build();
      case RevisionNotFound _ -> coded(e, "RevisionNotFound").build();
      case EntryNotFound entry -> coded(e, "EntryNotFound").header(COMMIT, entry.commit()).build();
      case NotFound _ -> response(e, Status.NOT_FOUND).build();
      case Unauthenticated _ ->
          response(e, Status.UNAUTHORIZED).header("WWW-Authenticate", "Bearer").build();
      case Forbidden _ -> response(e, Status.FORBIDDEN).build();
      case Conflict _ -> response(e, Status.CONFLICT).build();
      case BadRequest _ -> response(e, Status.BAD_REQUEST).build();
      case TooMuch _ -> response(e, Status.REQUEST_ENTITY_TOO_LARGE).build();
      case ContentUnavailable _ ->
          response(e, Status.SERVICE_UNAVAILABLE).header("Retry-After", 5).build();
    };
  }

  /** Text of a request made fit for a header: printable ASCII. */
  public static String safe(String text) {
    return text.replaceAll("[^ -~]", "?");
  }

  private static ResponseBuilder<Map<String, String>> coded(HubException e, String code) {
    return response(e, Status.NOT_FOUND).header("X-Error-Code", code);
  }

  private static ResponseBuilder<Map<String, String>> response(HubException e, Status status) {
    return ResponseBuilder.<Map<String, String>>create(status)
        .entity(Map.of("error", e.detail()))
        .header("Content-Type", "application/json")
        .header("X-Error-Message", safe(e.detail()));
  }
}
