package io.commonweight.registry.account;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.HubException.NotFound;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** What anyone may know of accounts and organizations: that there are, and what they are called. */
@Path("/api")
@RunOnVirtualThread
public class OverviewResource {
  private final Accounts accounts;
  private final Organizations organizations;

  OverviewResource(Accounts accounts, Organizations organizations) {
    this.accounts = accounts;
    this.organizations = organizations;
  }

  @GET
  @Path("users/{name}/overview")
  @Anyone
  @Operation(summary = "An account that is not disabled")
  public Overview user(@RestPath String name) {
    AccountInfo account = accounts.get(name);
    if (account.disabled()) {
      throw new NotFound("account", name);
    }
    return Overview.of(account);
  }

  @GET
  @Path("organizations/{name}/overview")
  @Anyone
  @Operation(summary = "An organization")
  public Overview organization(@RestPath String name) {
    return Overview.of(organizations.get(name));
  }
}
