package io.commonweight.registry.account;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.HubException.NotFound;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/users/ACCOUNT/overview}: what anyone may know of an account. */
@Path("/api/users/{account}/overview")
@RunOnVirtualThread
public class OverviewResource {
  private final Accounts accounts;

  OverviewResource(Accounts accounts) {
    this.accounts = accounts;
  }

  @GET
  @Anyone
  @Operation(summary = "An account that is not disabled, and what people call it")
  public Overview user(@RestPath String account) {
    AccountInfo found = accounts.get(account);
    if (found.disabled()) {
      throw new NotFound("account", account);
    }
    return Overview.of(found);
  }
}
