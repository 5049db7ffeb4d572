package io.commonweight.registry.audit;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.account.CurrentAccount;
import io.commonweight.registry.account.NeedsAccount;
import io.commonweight.registry.audit.AuditLog.Proven;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * {@code /v1/audit}: what was written here, for operators; and for anyone, what binds them to it.
 */
@Path("/v1/audit")
@RunOnVirtualThread
public class AuditResource {
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
  private static final int MAX_ROOTS = 1000;
  private static final int MAX_RECORDS = 1000;

  private final AuditLog log;
  private final CurrentAccount caller;

  AuditResource(AuditLog log, CurrentAccount caller) {
    this.log = log;
    this.caller = caller;
  }

  /** Some records of an hour. */
  record Page(Instant hour, List<Proven> records) {}

  @GET
  @Path("roots")
  @Anyone
  @Operation(summary = "The hourly roots, newest first, at most 1000; 'before' goes on from one")
  public List<AuditRoot> roots(@RestQuery Optional<String> before) {
    return log.roots(before.map(AuditResource::time).orElse(NEVER), MAX_ROOTS);
  }

  @GET
  @Path("records")
  @NeedsAccount(operator = true)
  @Operation(
      summary = "The records of the hour of a time with their proofs, at most 1000 from an index")
  public Page records(@RestQuery Optional<String> hour, @RestQuery Optional<Integer> from) {
    caller.requireOperator();
    Instant begin =
        time(hour.orElseThrow(
                () -> new Malformed("name the hour, such as ?hour=2027-01-01T05:00:00Z")))
            .truncatedTo(ChronoUnit.HOURS);
    int first = from.orElse(0);
    if (first < 0 || first > Integer.MAX_VALUE - MAX_RECORDS) {
      throw new Malformed("from must be an index from 0");
    }
    return new Page(begin, log.records(begin, first, MAX_RECORDS));
  }

  private static Instant time(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isBefore(Instant.EPOCH) || time.isAfter(NEVER)) {
        throw new Malformed("no time of this registry: " + text);
      }
      return time;
    } catch (DateTimeParseException _) {
      throw new Malformed("a time must be written like 2027-01-01T05:00:00Z");
    }
  }
}
