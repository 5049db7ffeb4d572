package io.commonweight.registry.account;

import io.commonweight.registry.Anyone;
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

/** {@code /api/organizations}: organizations, as a whole. */
@Path("/api/organizations")
@RunOnVirtualThread
public class OrganizationsResource {
  private final CurrentAccount caller;
  private final Organizations organizations;

  OrganizationsResource(CurrentAccount caller, Organizations organizations) {
    this.caller = caller;
    this.organizations = organizations;
  }

  @POST
  @NeedsAccount(operator = true)
  @ResponseStatus(201)
  @Operation(summary = "Creates an organization with its first owner")
  public OrganizationInfo create(InputStream body) throws IOException {
    caller.requireOperator();
    NewOrganization asked = JsonBody.read(body, NewOrganization.class);
    Namespace name = Namespace.require(asked.name());
    organizations.create(name, asked.fullName().orElse(name.name()), asked.owner());
    return organizations.get(name.name());
  }

  @GET
  @NeedsAccount
  @Operation(summary = "All organizations, by name")
  public List<OrganizationInfo> list() {
    caller.require();
    return organizations.list();
  }

  @GET
  @Path("{organization}/overview")
  @Anyone
  @Operation(summary = "An organization, and what people call it")
  public Overview overview(@RestPath String organization) {
    return Overview.of(organizations.get(organization));
  }

  @DELETE
  @Path("{organization}")
  @NeedsAccount(operator = true)
  @Operation(summary = "Takes all roles in it away; its name stays taken and its repos stay")
  public void dissolve(@RestPath String organization) {
    caller.requireOperator();
    organizations.dissolve(organization);
  }
}
