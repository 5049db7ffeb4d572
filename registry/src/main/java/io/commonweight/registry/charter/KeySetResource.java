package io.commonweight.registry.charter;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.access.RequiresRole;
import io.commonweight.registry.blob.Digests;
import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.federation.Federations;
import io.commonweight.registry.federation.KeySetStore;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.registry.problem.RegistryException.DigestMismatch;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /v1/federations/{f}/keys}: the keys that charters name by a digest. */
@Path("/v1/federations/{f}/keys/{digest}")
@RunOnVirtualThread
public class KeySetResource {
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";

  private final Federations federations;
  private final KeySetStore store;
  private final Origins origins;

  KeySetResource(Federations federations, KeySetStore store, Origins origins) {
    this.federations = federations;
    this.store = store;
    this.origins = origins;
  }

  @Anyone
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "The exact bytes of a keys.json")
  public RestResponse<byte[]> get(@RestPath String f, @RestPath String digest) {
    KeySet keys =
        store
            .of(federations.get(f))
            .find(Digests.parse(digest))
            .orElseThrow(() -> new NotFound("key set", digest));
    return ResponseBuilder.ok(keys.encode()).header("Cache-Control", IMMUTABLE).build();
  }

  @RequiresRole(Role.ROOT)
  @PUT
  @Operation(summary = "Brings the keys of a charter that is to be proposed, durably")
  public RestResponse<Void> put(@RestPath String f, @RestPath String digest, InputStream body)
      throws IOException {
    Federation federation = federations.get(f);
    KeySet keys = read(Digests.parse(digest), body);
    Optional<Origin> origin = origins.of(federation.name());
    if (origin.isPresent()) {
      origin.get().putKeySet(keys);
    }
    return RestResponse.status(
        store.put(keys) ? RestResponse.Status.CREATED : RestResponse.Status.OK);
  }

  private static KeySet read(Sha256 digest, InputStream body) throws IOException {
    byte[] json = body.readNBytes(KeySet.MAX_BYTES + 1);
    if (json.length > KeySet.MAX_BYTES) {
      throw new TooLarge("the key set", KeySet.MAX_BYTES);
    }
    if (!Sha256.of(json).equals(digest)) {
      throw new DigestMismatch(digest, Sha256.of(json));
    }
    try {
      return KeySet.parse(json);
    } catch (JsonException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
