package io.commonweight.registry.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /api/whoami-v2}: whose token it is. */
@Path("/api/whoami-v2")
@RunOnVirtualThread
public class WhoamiResource {
  private final CurrentAccount caller;
  private final Accounts accounts;

  WhoamiResource(CurrentAccount caller, Accounts accounts) {
    this.caller = caller;
    this.accounts = accounts;
  }

  @GET
  @NeedsAccount
  @Operation(summary = "The account, its organizations and the token that was sent")
  public Whoami whoami() {
    GoodToken token = caller.requireToken();
    return Whoami.of(token, accounts.organizations(token.account().id()));
  }
}
