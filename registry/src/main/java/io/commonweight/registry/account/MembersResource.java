package io.commonweight.registry.account;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/organizations/ORGANIZATION/members}: who may do what in an organization. */
@Path("/api/organizations/{organization}/members")
@RunOnVirtualThread
public class MembersResource {
  private final CurrentAccount caller;
  private final Organizations organizations;

  MembersResource(CurrentAccount caller, Organizations organizations) {
    this.caller = caller;
    this.organizations = organizations;
  }

  /** The role that a member shall have. */
  record NewRole(Role role) {}

  @GET
  @NeedsAccount(Role.READER)
  @Operation(summary = "The members and their roles, by name")
  public List<Member> list(@RestPath String organization) {
    caller.require(organization, Role.READER);
    return organizations.members(organization);
  }

  @PUT
  @Path("{account}")
  @NeedsAccount(Role.OWNER)
  @Operation(summary = "Gives an account a role, in place of another that it may have")
  public void put(@RestPath String organization, @RestPath String account, InputStream body)
      throws IOException {
    caller.require(organization, Role.OWNER);
    organizations.put(organization, account, JsonBody.read(body, NewRole.class).role());
  }

  @DELETE
  @Path("{account}")
  @NeedsAccount(Role.OWNER)
  @Operation(summary = "Takes an account's role away; the last owner stays")
  public void remove(@RestPath String organization, @RestPath String account) {
    caller.require(organization, Role.OWNER);
    organizations.remove(organization, account);
  }
}
