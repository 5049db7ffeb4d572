package io.commonweight.registry.bundle;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.blob.Digests;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.oms.OmsException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;

/** {@code /v1/federations/{f}/releases/{digest}/bundles}: releases signed for other tools. */
@Path("/v1/federations/{f}/releases/{digest}/bundles")
@RunOnVirtualThread
public class BundleResource {
  private final Bundles bundles;

  BundleResource(Bundles bundles) {
    this.bundles = bundles;
  }

  @Anyone
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The organizations whose model signing bundle of a release is here")
  public List<String> list(@RestPath String f, @RestPath String digest) throws IOException {
    return bundles.organizations(f, Digests.parse(digest));
  }

  @Anyone
  @GET
  @Path("{organization}")
  @Produces(OmsBundle.MEDIA_TYPE)
  @Operation(summary = "An organization's model signing bundle of a release")
  public byte[] get(@RestPath String f, @RestPath String digest, @RestPath String organization)
      throws IOException {
    return bundles.get(f, Digests.parse(digest), organization).toArray();
  }

  /** Needs no token: the bundle's signature is that of the organization, or it is refused. */
  @Anyone
  @PUT
  @Path("{organization}")
  @Operation(summary = "Stores an organization's model signing bundle of a release, durably")
  public RestResponse<Void> put(
      @RestPath String f, @RestPath String digest, @RestPath String organization, InputStream body)
      throws IOException {
    boolean created = bundles.put(f, Digests.parse(digest), organization, bundle(body));
    return RestResponse.status(created ? RestResponse.Status.CREATED : RestResponse.Status.OK);
  }

  private static OmsBundle bundle(InputStream body) throws IOException {
    byte[] json = body.readNBytes(OmsBundle.MAX_BYTES + 1);
    if (json.length > OmsBundle.MAX_BYTES) {
      throw new TooLarge("the bundle", OmsBundle.MAX_BYTES);
    }
    try {
      return OmsBundle.parse(json);
    } catch (OmsException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
