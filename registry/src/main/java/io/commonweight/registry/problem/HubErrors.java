package io.commonweight.registry.problem;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.Conflict;
import io.commonweight.registry.problem.HubException.ContentUnavailable;
import io.commonweight.registry.problem.HubException.EntryNotFound;
import io.commonweight.registry.problem.HubException.Exists;
import io.commonweight.registry.problem.HubException.Forbidden;
import io.commonweight.registry.problem.HubException.GatedRepo;
import io.commonweight.registry.problem.HubException.HeadMoved;
import io.commonweight.registry.problem.HubException.MovedRepo;
import io.commonweight.registry.problem.HubException.NotFound;
import io.commonweight.registry.problem.HubException.NotOffered;
import io.commonweight.registry.problem.HubException.RepoNotFound;
import io.commonweight.registry.problem.HubException.RevisionNotFound;
import io.commonweight.registry.problem.HubException.TooMuch;
import io.commonweight.registry.problem.HubException.Unauthenticated;
import io.vertx.core.http.HttpServerRequest;
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
  RestResponse<Map<String, String>> refused(HubException e, HttpServerRequest request) {
    return switch (e) {
      case RepoNotFound repo -> coded(e, status(repo), "RepoNotFound").build();
      case MovedRepo repo ->
          repo.location(request.uri())
              .map(to -> response(e, Status.TEMPORARY_REDIRECT).header("Location", to))
              .orElseGet(() -> response(e, Status.CONFLICT))
              .build();
      case GatedRepo _ -> coded(e, Status.FORBIDDEN, "GatedRepo").build();
      case RevisionNotFound _ -> coded(e, Status.NOT_FOUND, "RevisionNotFound").build();
      case EntryNotFound entry ->
          coded(e, Status.NOT_FOUND, "EntryNotFound").header(COMMIT, entry.commit()).build();
      case NotFound _ -> response(e, Status.NOT_FOUND).build();
      case Unauthenticated _ ->
          response(e, Status.UNAUTHORIZED).header("WWW-Authenticate", "Bearer").build();
      case Forbidden _ -> response(e, Status.FORBIDDEN).build();
      case Conflict _ -> response(e, Status.CONFLICT).build();
      case Exists there ->
          response(e, Status.CONFLICT)
              .entity(Map.of("error", e.detail(), "url", there.url()))
              .build();
      case HeadMoved _ -> response(e, Status.PRECONDITION_FAILED).build();
      case NotOffered _ -> response(e, Status.NOT_IMPLEMENTED).build();
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

  private static Status status(RepoNotFound e) {
    return e.callerIsKnown() ? Status.NOT_FOUND : Status.UNAUTHORIZED;
  }

  private static ResponseBuilder<Map<String, String>> coded(
      HubException e, Status status, String code) {
    return response(e, status).header("X-Error-Code", code);
  }

  private static ResponseBuilder<Map<String, String>> response(HubException e, Status status) {
    return ResponseBuilder.<Map<String, String>>create(status)
        .entity(Map.of("error", e.detail()))
        .header("Content-Type", "application/json")
        .header("X-Error-Message", safe(e.detail()));
  }
}
