package io.commonweight.registry.problem;

import io.commonweight.registry.problem.RegistryException.BadSignature;
import io.commonweight.registry.problem.RegistryException.ChallengeRefused;
import io.commonweight.registry.problem.RegistryException.CommitmentMismatch;
import io.commonweight.registry.problem.RegistryException.DigestMismatch;
import io.commonweight.registry.problem.RegistryException.Expired;
import io.commonweight.registry.problem.RegistryException.Forbidden;
import io.commonweight.registry.problem.RegistryException.Forwarded;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.NoOpenRound;
import io.commonweight.registry.problem.RegistryException.NotConsistent;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.OriginUnreachable;
import io.commonweight.registry.problem.RegistryException.RangeNotSatisfiable;
import io.commonweight.registry.problem.RegistryException.Refused;
import io.commonweight.registry.problem.RegistryException.Revoked;
import io.commonweight.registry.problem.RegistryException.RoundOpen;
import io.commonweight.registry.problem.RegistryException.StatementCap;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.registry.problem.RegistryException.TooManyRequests;
import io.commonweight.registry.problem.RegistryException.Unauthenticated;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.registry.problem.RegistryException.UnknownKeys;
import io.commonweight.registry.problem.RegistryException.UnknownSigner;
import io.quarkus.logging.Log;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where an exception becomes a response. */
final class ProblemMappers {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  @ServerExceptionMapper
  RestResponse<Problem> refused(RegistryException e) {
    ResponseBuilder<Problem> response = response(problem(e));
    switch (e) {
      case Unauthenticated _ -> response.header("WWW-Authenticate", "Bearer");
      case RangeNotSatisfiable r -> response.header("Content-Range", "bytes */" + r.size());
      case Unavailable u -> response.header("Retry-After", seconds(u.retryAfter()));
      case OriginUnreachable _, RoundOpen _, TooManyRequests _ ->
          response.header("Retry-After", seconds(RETRY_AFTER));
      default -> {}
    }
    return response.build();
  }

  private static Problem problem(RegistryException e) {
    String detail = e.detail();
    return switch (e) {
      case NotFound _ -> Problem.of("not-found", "Not found", 404, detail);
      case Malformed _ -> Problem.of("malformed", "Malformed request", 400, detail);
      case TooLarge t ->
          Problem.of("too-large", "Too large", 413, detail).with(Map.of("maxBytes", t.maxBytes()));
      case DigestMismatch m ->
          Problem.of("digest-mismatch", "Digest mismatch", 422, detail)
              .with(Map.of("declared", m.declared().hex(), "actual", m.actual().hex()));
      case CommitmentMismatch _ ->
          Problem.of("commitment-mismatch", "Commitment mismatch", 422, detail);
      case NotConsistent _ -> Problem.of("not-consistent", "Not consistent", 422, detail);
      case UnknownSigner _ -> Problem.of("unknown-signer", "Unknown signer", 403, detail);
      case Revoked _ -> Problem.of("revoked", "Revoked key", 403, detail);
      case Expired _ -> Problem.of("expired", "Expired key", 403, detail);
      case UnknownKeys _ -> Problem.of("unknown-keys", "Unknown keys", 409, detail);
      case BadSignature _ -> Problem.of("bad-signature", "Bad signature", 403, detail);
      case Refused _ -> Problem.of("refused", "Refused by the log's rules", 409, detail);
      case StatementCap _ -> Problem.of("statement-cap", "Too many statements", 429, detail);
      case NoOpenRound _ -> Problem.of("no-open-round", "No open round", 409, detail);
      case RoundOpen _ -> Problem.of("round-open", "The round is still open", 403, detail);
      case Unauthenticated u ->
          Problem.of(u.tokenGiven() ? "token-expired" : "token-missing", "Token", 401, detail);
      case ChallengeRefused _ -> Problem.of("challenge-refused", "Challenge refused", 403, detail);
      case Forbidden _ -> Problem.of("forbidden", "Forbidden", 403, detail);
      case RangeNotSatisfiable _ -> Problem.of("range", "Range not satisfiable", 416, detail);
      case TooManyRequests _ -> Problem.of("too-many-requests", "Too many requests", 429, detail);
      case OriginUnreachable _ ->
          Problem.of("origin-unreachable", "Origin unreachable", 503, detail);
      case Unavailable _ -> Problem.of("unavailable", "Not available now", 503, detail);
      case Forwarded f -> f.problem();
    };
  }

  /** What JAX-RS itself refuses: no such path, no such method, a body that cannot be read. */
  @ServerExceptionMapper
  RestResponse<Problem> http(WebApplicationException e) {
    return response(Problem.of(e.getResponse().getStatusInfo())).build();
  }

  /** A bug: logged whole under a reference, of which alone the caller learns. */
  @ServerExceptionMapper(priority = Integer.MAX_VALUE)
  RestResponse<Problem> unexpected(RuntimeException e) {
    var reference = UUID.randomUUID();
    Log.errorf(e, "unexpected failure, reference %s", reference);
    return response(Problem.of("internal", "Internal error", 500, "reference " + reference))
        .build();
  }

  private static ResponseBuilder<Problem> response(Problem problem) {
    return ResponseBuilder.<Problem>create(problem.status(), problem.title())
        .entity(problem)
        .header("Content-Type", Problem.MEDIA_TYPE);
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }
}
