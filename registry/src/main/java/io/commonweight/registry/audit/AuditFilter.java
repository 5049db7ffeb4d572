package io.commonweight.registry.audit;

import io.commonweight.registry.ReadsOnly;
import io.commonweight.registry.access.CurrentCaller;
import io.commonweight.registry.account.CurrentAccount;
import io.commonweight.registry.account.CurrentAccount.Bearer;
import io.quarkus.logging.Log;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records every answered request that may have changed something, refused ones too. */
@Provider
public class AuditFilter implements ContainerResponseFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final AuditLog log;
  private final CurrentAccount account;
  private final CurrentCaller caller;
  private final ResourceInfo endpoint;
  private final HttpServerRequest http;
  private final Clock clock;

  AuditFilter(
      AuditLog log,
      CurrentAccount account,
      CurrentCaller caller,
      ResourceInfo endpoint,
      HttpServerRequest http,
      Clock clock) {
    this.log = log;
    this.account = account;
    this.caller = caller;
    this.endpoint = endpoint;
    this.http = http;
    this.clock = clock;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (mayWrite(request.getMethod(), endpoint.getResourceMethod())) {
      AuditRecord audited = record(request.getMethod(), response.getStatus());
      try {
        log.add(audited);
      } catch (RuntimeException e) {
        Log.errorf(e, "request not audited, method %s, path %s", audited.method(), audited.path());
      }
    }
  }

  private static boolean mayWrite(String method, @Nullable Method endpoint) {
    return !READING.contains(method)
        && endpoint != null
        && !endpoint.isAnnotationPresent(ReadsOnly.class);
  }

  private AuditRecord record(String method, int status) {
    Optional<Bearer> bearer = account.bearer();
    return new AuditRecord(
        ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()),
        String.valueOf(http.response().headers().get("X-Request-Id")),
        method,
        String.valueOf(http.path()),
        bearer.map(Bearer::account),
        bearer.map(Bearer::token),
        caller.find().map(found -> found.key().toString()),
        http.remoteAddress().hostAddress(),
        status);
  }
}
