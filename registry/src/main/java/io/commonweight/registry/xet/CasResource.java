package io.commonweight.registry.xet;

import io.commonweight.registry.account.NeedsAccount;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.problem.HubErrors;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.NotFound;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The store that clients upload chunks to (Xet protocol 1.0, CAS API), for those who write. Who the
 * caller is and may do, the upload token says, not that of the account.
 */
@Path(CasResource.BASE + "{sender:\\d{1,18}}")
@RunOnVirtualThread
public class CasResource {
  /**
   * What stands before the account. Clients remember by this address what they have sent: should
   * xorbs be lost, it must change.
   */
  static final String BASE = "/cas/e1/";

  private final Uploads uploads;
  private final Xorbs xorbs;
  private final Shards shards;

  CasResource(Uploads uploads, Xorbs xorbs, Shards shards) {
    this.uploads = uploads;
    this.xorbs = xorbs;
    this.shards = shards;
  }

  /** No chunk is offered: it would tell what others have. */
  @GET
  @Path("v1/chunks/{prefix}/{hash}")
  @NeedsAccount(Role.CONTRIBUTOR)
  @Operation(summary = "Tells no chunks to refer to: 404")
  public RestResponse<Void> chunk(
      @RestPath long sender,
      @RestPath String hash,
      @RestHeader("Authorization") Optional<String> authorization) {
    uploads.require(sender, authorization);
    throw new NotFound("chunk", hash);
  }

  /** Whether the account has sent a xorb. */
  @HEAD
  @Path("v1/xorbs/default/{hash}")
  @NeedsAccount(Role.CONTRIBUTOR)
  @Operation(summary = "Whether the account has uploaded a xorb")
  public RestResponse<Void> hasXorb(
      @RestPath long sender,
      @RestPath String hash,
      @RestHeader("Authorization") Optional<String> authorization) {
    Upload upload = uploads.require(sender, authorization);
    return RestResponse.status(
        xorbs.find(upload.account(), hash(hash)).isPresent() ? Status.OK : Status.NOT_FOUND);
  }

  /** Takes a xorb in. */
  @POST
  @Path("v1/xorbs/default/{hash}")
  @NeedsAccount(Role.CONTRIBUTOR)
  @Operation(summary = "Uploads a xorb: chunks of files")
  public Map<String, Boolean> putXorb(
      @RestPath long sender,
      @RestPath String hash,
      @RestHeader("Authorization") Optional<String> authorization,
      InputStream body)
      throws IOException {
    Upload upload = uploads.require(sender, authorization);
    return Map.of("was_inserted", xorbs.put(upload.account(), hash(hash), body));
  }

  /** Takes a shard in; when it answers, its files can be committed. */
  @POST
  @Path("v1/shards")
  @NeedsAccount(Role.CONTRIBUTOR)
  @Operation(summary = "Uploads a shard: which chunks files consist of")
  public Map<String, Integer> putShard(
      @RestPath long sender,
      @RestHeader("Authorization") Optional<String> authorization,
      InputStream body)
      throws IOException {
    shards.take(uploads.require(sender, authorization), body);
    return Map.of("result", 1);
  }

  /** The newer way to upload a shard, which clients try first. */
  @POST
  @Path("v2/shards")
  @NeedsAccount(Role.CONTRIBUTOR)
  @Operation(summary = "Sends clients to /v1/shards: 404")
  public RestResponse<Void> putShardWithProgress(
      @RestPath long sender, @RestHeader("Authorization") Optional<String> authorization) {
    uploads.require(sender, authorization);
    throw new NotFound("endpoint", "v2/shards");
  }

  /** What clients measured is not kept. */
  @POST
  @Path("v1/telemetry")
  @NeedsAccount(Role.CONTRIBUTOR)
  @Operation(summary = "Drops what clients measured")
  public RestResponse<Void> telemetry(
      @RestPath long sender, @RestHeader("Authorization") Optional<String> authorization) {
    uploads.require(sender, authorization);
    return RestResponse.noContent();
  }

  @ServerExceptionMapper
  RestResponse<Map<String, String>> malformed(MalformedXetException e) {
    String detail = String.valueOf(e.getMessage());
    return ResponseBuilder.<Map<String, String>>create(Status.BAD_REQUEST)
        .entity(Map.of("error", detail))
        .header("Content-Type", "application/json")
        .header("X-Error-Message", HubErrors.safe(detail))
        .build();
  }

  private static XetHash hash(String text) {
    try {
      return XetHash.parse(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }
}
