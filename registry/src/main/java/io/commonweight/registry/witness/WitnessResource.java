package io.commonweight.registry.witness;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.problem.RegistryException;
import io.commonweight.registry.problem.RegistryException.Forbidden;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.commonweight.registry.witness.Verdict.Cosigned;
import io.commonweight.registry.witness.Verdict.Malformed;
import io.commonweight.registry.witness.Verdict.NotConsistent;
import io.commonweight.registry.witness.Verdict.NotHeld;
import io.commonweight.registry.witness.Verdict.NotSigned;
import io.commonweight.registry.witness.Verdict.OtherSize;
import io.commonweight.registry.witness.Verdict.UnknownLog;
import io.commonweight.registry.witness.WitnessTable.Last;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.ProofException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** {@code /witness}: the submission and the monitoring prefix of C2SP tlog-witness v1.0.0. */
@Path("/witness")
@RunOnVirtualThread
public class WitnessResource {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String SIZE = "text/x.tlog.size";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final WitnessService service;

  WitnessResource(WitnessService service) {
    this.service = service;
  }

  @Anyone
  @POST
  @Path("add-checkpoint")
  @Operation(summary = "Asks for cosignatures of a log's checkpoint (C2SP tlog-witness)")
  public RestResponse<String> add(InputStream body)
      throws IOException, SQLException, ProofException, InterruptedException {
    byte[] request = body.readNBytes(AddCheckpoint.MAX_BYTES + 1);
    if (request.length > AddCheckpoint.MAX_BYTES) {
      throw new TooLarge("the request", AddCheckpoint.MAX_BYTES);
    }
    return answer(service.witness().add(parse(request)));
  }

  private static AddCheckpoint parse(byte[] request) {
    try {
      return AddCheckpoint.parse(request);
    } catch (ProofException e) {
      throw new RegistryException.Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static RestResponse<String> answer(Verdict verdict) {
    return switch (verdict) {
      case UnknownLog unknown -> throw new NotFound("log", unknown.origin());
      case NotSigned notSigned -> throw new Forbidden(notSigned.reason());
      case Malformed malformed -> throw new RegistryException.Malformed(malformed.reason());
      case OtherSize other -> text(409, SIZE, other.size() + "\n");
      case NotConsistent not -> throw new RegistryException.NotConsistent(not.reason());
      case NotHeld not -> throw new Unavailable(not.reason(), RETRY_AFTER);
      case Cosigned cosigned ->
          text(
              200,
              TEXT,
              cosigned.lines().stream()
                  .map(NoteSignature::line)
                  .collect(Collectors.joining("\n", "", "\n")));
    };
  }

  @Anyone
  @GET
  @Path("{log: [0-9a-f]{64}}/checkpoint")
  @Produces(TEXT)
  @Operation(summary = "What was cosigned last of the log whose origin has that SHA-256")
  public RestResponse<String> last(@RestPath String log)
      throws IOException, SQLException, ProofException {
    KnownLog known = service.logs().findByDigest(log).orElseThrow(() -> new NotFound("log", log));
    Last last =
        service
            .table()
            .find(known.origin())
            .orElseThrow(() -> new NotFound("cosigned checkpoint of", known.origin()));
    return text(200, TEXT, last.note().encode());
  }

  private static RestResponse<String> text(int status, String type, String text) {
    return ResponseBuilder.<String>create(status)
        .entity(text)
        .header("Content-Type", type)
        .header("Cache-Control", "no-cache")
        .build();
  }
}
