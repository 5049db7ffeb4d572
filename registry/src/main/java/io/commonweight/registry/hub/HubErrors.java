package io.commonweight.registry.hub;

import io.commonweight.registry.hub.HubException.BadRequest;
import io.commonweight.registry.hub.HubException.ContentUnavailable;
import io.commonweight.registry.hub.HubException.EntryNotFound;
import io.commonweight.registry.hub.HubException.RepoNotFound;
import io.commonweight.registry.hub.HubException.RevisionNotFound;
import io.commonweight.registry.hub.HubException.TooMuch;
import io.commonweight.registry.hub.HubException.Unauthenticated;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers what the hub refuses; clients read the headers before the body. */
final class HubErrors {

  @ServerExceptionMapper
  RestResponse<Map<String, String>> refused(HubException e) {
    return switch (e) {
      case RepoNotFound _ -> coded(e, "RepoNotFound").build();
      case RevisionNotFound _ -> coded(e, "RevisionNotFound").build();
      case EntryNotFound entry ->
          coded(e, "EntryNotFound").header(HubHeaders.COMMIT, entry.commit().hex()).build();
      case Unauthenticated _ -> response(e, Status.UNAUTHORIZED).build();
      case BadRequest _ -> response(e, Status.BAD_REQUEST).build();
      case TooMuch _ -> response(e, Status.REQUEST_ENTITY_TOO_LARGE).build();
      case ContentUnavailable _ ->
          response(e, Status.SERVICE_UNAVAILABLE).header("Retry-After", 5).build();
    };
  }

  private static ResponseBuilder<Map<String, String>> coded(HubException e, String code) {
    return response(e, Status.NOT_FOUND).header("X-Error-Code", code);
  }

  private static ResponseBuilder<Map<String, String>> response(HubException e, Status status) {
    return ResponseBuilder.<Map<String, String>>create(status)
        .entity(Map.of("error", e.detail()))
        .header("Content-Type", "application/json")
        .header("X-Error-Message", HubHeaders.safe(e.detail()));
  }
}
