package io.commonweight.registry.log;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.statement.Envelope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * {@code /v1/federations/{f}/log}: the federation's log (C2SP tlog-tiles), its feed and receipts.
 */
@Path("/v1/federations/{f}/log")
@RunOnVirtualThread
public class LogResource {
  static final String TEXT = "text/plain; charset=utf-8";
  private static final String IMMUTABLE = "public, max-age=31536000, immutable";
  private static final int MAX_LIMIT = 256;
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

  private final Logs logs;
  private final Listeners listeners;

  LogResource(Logs logs, Listeners listeners) {
    this.logs = logs;
    this.listeners = listeners;
  }

  /**
   * A piece of the log.
   *
   * @param epoch which of the federation's logs it is of
   * @param newestEpoch which of them the federation is in now
   * @param from the index of the first entry
   * @param entries the entries in base64
   * @param checkpoint the signed note that covers all of them
   */
  record Feed(int epoch, int newestEpoch, long from, List<String> entries, String checkpoint) {}

  @Anyone
  @GET
  @Path("checkpoint")
  @Produces(TEXT)
  @Operation(summary = "The newest signed checkpoint (C2SP tlog-checkpoint)")
  public RestResponse<String> checkpoint(@RestPath String f) {
    FederationLog log = logs.get(f);
    return note(log.note(log.view()));
  }

  @Anyone
  @GET
  @Path("checkpoint/witnessed")
  @Produces(TEXT)
  @Operation(summary = "The newest checkpoint that enough witnesses have cosigned")
  public RestResponse<String> witnessed(@RestPath String f) {
    return note(logs.get(f).witnessed().orElseThrow(() -> new NotFound("witnessed checkpoint", f)));
  }

  static RestResponse<String> note(SignedNote note) {
    return ResponseBuilder.ok(note.encode()).header("Cache-Control", "no-cache").build();
  }

  /**
   * Full and partial tiles alike are immutable (C2SP tlog-tiles: "its caching headers SHOULD be
   * long-lived"): the width is part of the path.
   */
  @Anyone
  @GET
  @Path("tile/{path: .+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "A tile (C2SP tlog-tiles)")
  public RestResponse<byte[]> tile(@RestPath String f, @RestPath String path) {
    return tile(logs.get(f), path);
  }

  static RestResponse<byte[]> tile(FederationLog log, String path) {
    try {
      TilePath tile = TilePath.parse("tile/" + path);
      byte[] content = log.tile(tile).orElseThrow(() -> new NotFound("tile", tile.path()));
      return ResponseBuilder.ok(content).header("Cache-Control", IMMUTABLE).build();
    } catch (ProofException e) {
      throw new NotFound("tile", path);
    }
  }

  @Anyone
  @GET
  @Path("entries")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Entries from an index on; waits for the first if there is none yet")
  public Feed entries(
      @RestPath String f,
      @RestQuery Optional<Integer> epoch,
      @RestQuery @DefaultValue("0") long from,
      @RestQuery @DefaultValue("256") int limit,
      @RestQuery @DefaultValue("PT0S") String wait)
      throws InterruptedException {
    if (from < 0 || limit < 1) {
      throw new Malformed("'from' must be at least 0 and 'limit' at least 1");
    }
    FederationLog newest = logs.get(f).ratified();
    FederationLog log = epoch.isEmpty() ? newest : logs.get(f).of(epoch.get());
    Duration patience = log.equals(newest) ? duration(wait) : Duration.ZERO;
    LogView view = listeners.await(log, from, patience);
    List<String> entries =
        log.entries(view, from, Math.min(limit, MAX_LIMIT)).stream()
            .map(entry -> Base64.getEncoder().encodeToString(entry.toArray()))
            .toList();
    return new Feed(
        log.federation().epoch(),
        newest.federation().epoch(),
        from,
        entries,
        log.note(view).encode());
  }

  @Anyone
  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(summary = "Each newly published checkpoint, as a stream of events")
  public RestResponse<StreamingOutput> events(
      @RestPath String f, @RestHeader("Last-Event-ID") Optional<String> lastEventId) {
    long known = lastEventId.map(LogResource::size).orElse(-1L);
    return ResponseBuilder.ok(listeners.listen(logs.get(f), known))
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .build();
  }

  @Anyone
  @GET
  @Path("proof")
  @Produces(TEXT)
  @Operation(summary = "The receipt of an entry (C2SP tlog-proof)")
  public String proof(@RestPath String f, @RestQuery @DefaultValue("-1") long index) {
    return logs.get(f).proof(index).encode();
  }

  @Anyone
  @POST
  @Path("entries")
  @Produces(TEXT)
  @Operation(summary = "Logs a statement signed by a key of the federation; answers its receipt")
  public String append(@RestPath String f, InputStream body) throws IOException {
    LogWriter writer = logs.writer(f);
    byte[] entry = body.readNBytes(Envelope.MAX_BYTES + 1);
    if (entry.length > Envelope.MAX_BYTES) {
      throw new TooLarge("the entry", Envelope.MAX_BYTES);
    }
    return writer.append(entry);
  }

  private static long size(String id) {
    if (!id.matches("[0-9]{1,18}")) {
      throw new Malformed("'Last-Event-ID' is '" + id + "', not the size of a checkpoint");
    }
    return Long.parseLong(id);
  }

  private static Duration duration(String text) {
    try {
      Duration wait = Duration.parse(text);
      return wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
    } catch (DateTimeParseException e) {
      throw new Malformed("'wait' is '" + text + "', no ISO-8601 duration such as PT20S");
    }
  }
}
