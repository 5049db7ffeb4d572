package io.commonweight.registry.account;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.commonweight.registry.account.Tokens.Issued;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.Forbidden;
import io.commonweight.registry.problem.HubException.NotFound;
import io.commonweight.registry.problem.HubException.Unauthenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/tokens}: the caller's own tokens. */
@Path("/api/tokens")
@RunOnVirtualThread
public class TokensResource {
  private final CurrentAccount caller;
  private final Tokens tokens;

  TokensResource(CurrentAccount caller, Tokens tokens) {
    this.caller = caller;
    this.tokens = tokens;
  }

  /**
   * A new token, and what to send as {@code Authorization: Bearer}: nobody can look it up again.
   */
  record Created(String token, @JsonUnwrapped TokenInfo info) {
    static Created of(Issued issued) {
      return new Created(issued.secret().reveal(), issued.token());
    }
  }

  /**
   * Creates a token. What it may do is up to the account then, so a token with which less can be
   * done creates none.
   */
  @POST
  @NeedsAccount
  @ResponseStatus(201)
  @Operation(summary = "Creates a token; uses a one-time token up")
  public Created create(InputStream body) throws IOException {
    GoodToken current = caller.requireToken();
    if (!current.scope().administers() && !current.scope().isSetup()) {
      throw new Forbidden("Tokens are created with a token of role write");
    }
    NewToken asked = JsonBody.read(body, NewToken.class);
    Scope scope = scope(asked);
    Issued issued =
        current.scope().isSetup()
            ? tokens
                .exchange(current, asked.name(), scope, asked.validity())
                .orElseThrow(Unauthenticated::withUnknownToken)
            : tokens.issue(current.account().id(), asked.name(), scope, asked.validity());
    return Created.of(issued);
  }

  @GET
  @NeedsAccount
  @Operation(summary = "The tokens that are not revoked, newest first")
  public List<TokenInfo> list() {
    return tokens.list(caller.require().id());
  }

  /** Revokes a token; a token with which less can be done revokes only itself. */
  @DELETE
  @Path("{id:\\d{1,18}}")
  @NeedsAccount
  @Operation(summary = "Revokes a token at once and for ever")
  public void revoke(@RestPath long id) {
    GoodToken current = caller.requireToken();
    if (!current.scope().administers() && current.id() != id) {
      throw new Forbidden("Other tokens are revoked with a token of role write");
    }
    if (!tokens.revoke(current.account().id(), id)) {
      throw new NotFound("token", Long.toString(id));
    }
  }

  private static Scope scope(NewToken asked) {
    try {
      return asked.scope();
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }
}
