package io.commonweight.registry.access;

import io.commonweight.registry.log.Logs;
import io.commonweight.registry.problem.RegistryException.Forbidden;
import io.commonweight.registry.problem.RegistryException.Revoked;
import io.commonweight.registry.problem.RegistryException.Unauthenticated;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Lets a request pass if its token has a role that the endpoint asks for. */
@Provider
@RequiresRole
public class RoleFilter implements ContainerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private final Logs logs;
  private final CurrentCaller current;
  private final ResourceInfo endpoint;

  RoleFilter(Tokens tokens, Logs logs, CurrentCaller current, ResourceInfo endpoint) {
    this.tokens = tokens;
    this.logs = logs;
    this.current = current;
    this.endpoint = endpoint;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(BEARER)) {
      throw Unauthenticated.withoutToken();
    }
    Caller caller =
        tokens
            .find(header.substring(BEARER.length()))
            .orElseThrow(Unauthenticated::withExpiredToken);
    String federation = request.getUriInfo().getPathParameters().getFirst("f");
    if (!caller.federation().equals(federation)) {
      throw new Forbidden("the token is for federation " + caller.federation());
    }
    if (!caller.isKnownTo(logs.get(federation).view().state().directory())) {
      throw new Revoked("key " + caller.key() + " lost its right after the token was given");
    }
    var roles = List.of(endpoint.getResourceMethod().getAnnotation(RequiresRole.class).value());
    if (!roles.contains(caller.holder().role())) {
      throw new Forbidden("this is for " + roles + ", not for " + caller.holder().role());
    }
    current.set(caller);
  }
}
