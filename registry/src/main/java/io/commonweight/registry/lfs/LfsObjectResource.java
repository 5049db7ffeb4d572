package io.commonweight.registry.lfs;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.blob.Download;
import io.commonweight.registry.lfs.Ticket.Action;
import io.commonweight.registry.problem.HubException.ContentUnavailable;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.blob.UploadPart;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /api/lfs}: objects at signed addresses, for whoever was given one. */
@Path("/api/lfs/{repo}/{oid}")
@RunOnVirtualThread
public class LfsObjectResource {
  private final LfsObjects objects;
  private final Tickets tickets;
  private final Blobs blobs;

  LfsObjectResource(LfsObjects objects, Tickets tickets, Blobs blobs) {
    this.objects = objects;
    this.tickets = tickets;
    this.blobs = blobs;
  }

  /** The address of a ticket, behind the slash after the host. */
  static String address(Ticket ticket, String signature) {
    String path =
        switch (ticket.action()) {
          case PUT, GET -> "";
          case PART -> "/part";
          case COMPLETE -> "/complete";
          case VERIFY -> "/verify";
        };
    return "api/lfs/%d/%s%s?size=%d&upload=%s&part=%d&expires=%d&signature=%s"
        .formatted(
            ticket.repo(),
            ticket.oid(),
            path,
            ticket.bytes(),
            ticket.upload(),
            ticket.part(),
            ticket.expiresAt().getEpochSecond(),
            signature);
  }

  /** Takes an object in. */
  @PUT
  @Anyone
  public RestResponse<Void> put(@BeanParam SignedAddress address, InputStream body)
      throws IOException {
    Ticket ticket = checked(address, Action.PUT);
    objects.put(ticket, body);
    return stored(ticket.oid().hex());
  }

  /** Takes a part of an object in. */
  @PUT
  @Path("part")
  @Anyone
  public RestResponse<Void> putPart(@BeanParam SignedAddress address, InputStream body)
      throws IOException {
    UploadPart part = objects.putPart(checked(address, Action.PART), body);
    return stored(part.tag().replace("\"", ""));
  }

  /** Puts the parts of an object together. */
  @POST
  @Path("complete")
  @Produces({MediaType.APPLICATION_JSON, BatchResource.MEDIA_TYPE})
  @Anyone
  public Map<String, Object> complete(@BeanParam SignedAddress address, InputStream body)
      throws IOException {
    Ticket ticket = checked(address, Action.COMPLETE);
    objects.complete(ticket, Completion.read(body));
    return Map.of();
  }

  /** Says whether an object arrived. */
  @POST
  @Path("verify")
  @Produces({MediaType.APPLICATION_JSON, BatchResource.MEDIA_TYPE})
  @Anyone
  public Map<String, Object> verify(@BeanParam SignedAddress address) throws IOException {
    objects.verify(checked(address, Action.VERIFY));
    return Map.of();
  }

  /** Sends an object, or a range of it. */
  @GET
  @Anyone
  public RestResponse<Object> get(
      @BeanParam SignedAddress address,
      @RestHeader("Range") Optional<String> range,
      @RestHeader("If-Range") Optional<String> ifRange)
      throws IOException {
    Ticket ticket = checked(address, Action.GET);
    var download =
        new Download(ticket.bytes(), ticket.oid().hex(), Map.of("Cache-Control", "private"));
    return download.get(
        range,
        ifRange,
        Download.of(blobs, ticket.oid(), () -> new ContentUnavailable(ticket.oid().hex())));
  }

  private Ticket checked(SignedAddress address, Action action) {
    Ticket ticket = address.ticket(action);
    tickets.check(ticket, address.signature());
    return ticket;
  }

  private static RestResponse<Void> stored(String tag) {
    return ResponseBuilder.<Void>ok().header("ETag", '"' + tag + '"').build();
  }
}
