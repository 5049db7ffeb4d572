package io.commonweight.registry.charter;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.federation.round.LoggedCharter;
import io.commonweight.registry.Anyone;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.log.Logs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /v1/federations/{f}}: the charter in force, and how it came to be. */
@Path("/v1/federations/{f}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class CharterResource {
  private final Logs logs;

  CharterResource(Logs logs) {
    this.logs = logs;
  }

  /**
   * A charter that came into force.
   *
   * @param statement the charter with all root signatures that brought it into force, in log order
   * @param keys the digest of the keys it names
   */
  record Ratified(JsonNode statement, Sha256 keys) {}

  @Anyone
  @GET
  @Path("charter.json")
  @Operation(summary = "The exact bytes of the statement of the charter in force")
  public byte[] charter(@RestPath String f) {
    return inForce(f).payload().toArray();
  }

  @Anyone
  @GET
  @Path("keys.json")
  @Operation(summary = "The exact bytes of the keys that the charter in force names")
  public byte[] keys(@RestPath String f) {
    return inForce(f).keys().encode();
  }

  @Anyone
  @GET
  @Path("charters")
  @Operation(summary = "The charters that have come into force, from the first on")
  public List<Ratified> charters(@RestPath String f) {
    FederationLog log = logs.get(f);
    LogView view = log.view();
    return view.state().charters().stream().map(charter -> ratified(log, view, charter)).toList();
  }

  private Founding inForce(String federation) {
    return logs.get(federation).view().state().directory().inForce();
  }

  private static Ratified ratified(FederationLog log, LogView view, LoggedCharter charter) {
    List<Envelope> votes =
        charter.envelopes().stream()
            .map(i -> log.entryAt(view, i).toArray())
            .map(CharterResource::envelope)
            .toList();
    byte[] merged = Envelope.merge(votes).encode();
    try {
      return new Ratified(CanonicalJson.parse(merged, merged.length), charter.charter().keys());
    } catch (JsonException e) {
      throw new AssertionError("canonical bytes do not parse", e);
    }
  }

  private static Envelope envelope(byte[] entry) {
    try {
      return Envelope.parse(entry);
    } catch (JsonException e) {
      throw new IllegalStateException("a charter was logged and does not parse", e);
    }
  }
}
