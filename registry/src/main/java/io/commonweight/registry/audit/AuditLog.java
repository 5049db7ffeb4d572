package io.commonweight.registry.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonweight.sdk.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The records and their roots. */
@ApplicationScoped
class AuditLog {
  private final AuditRecordRepository records;
  private final AuditRootRepository roots;
  private final SecureRandom random = new SecureRandom();

  AuditLog(AuditRecordRepository records, AuditRootRepository roots) {
    this.records = records;
    this.roots = roots;
  }

  /**
   * A record with what shows that it is in its hour's tree: the leaf is the hash (RFC 6962 §2.1) of
   * SHA-256(salt ‖ record).
   *
   * @param index its place in the hour, from 0
   * @param salt in hex
   * @param record the canonical record, as text
   * @param path the hashes on the way to the root; absent until the hour has one
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Proven(long index, String salt, String record, Optional<List<Sha256>> path) {}

  /** Stores a record, in a transaction of its own. */
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  void add(AuditRecord audited) {
    var row = new AuditRecordEntity();
    row.at = Instant.EPOCH.plus(audited.at(), ChronoUnit.MICROS);
    row.salt = Commitment.salt(random);
    row.record = audited.canonical();
    row.commitment = Commitment.of(row.salt, row.record).bytes();
    records.persist(row);
  }

  /** Gives the hours that have records and end before a time their roots. */
  @Transactional
  void close(Instant before) {
    Instant limit = before.truncatedTo(ChronoUnit.HOURS);
    Instant from =
        roots.lastHour().map(hour -> hour.plus(1, ChronoUnit.HOURS)).orElse(Instant.EPOCH);
    Optional<Instant> open = records.firstHour(from, limit);
    while (open.isPresent()) {
      Instant hour = open.get();
      List<byte[]> commitments = records.commitments(hour);
      roots.insertIfAbsent(hour, commitments.size(), new HourTree(commitments).root());
      open = records.firstHour(hour.plus(1, ChronoUnit.HOURS), limit);
    }
  }

  /** The roots of hours before a time, newest first. */
  @Transactional
  List<AuditRoot> roots(Instant before, int limit) {
    return roots.before(before, limit).stream().map(AuditRoot::of).toList();
  }

  /** Some records of an hour, in their order. */
  @Transactional
  List<Proven> records(Instant hour, int from, int limit) {
    Optional<HourTree> tree =
        roots.findByIdOptional(hour).map(_ -> new HourTree(records.commitments(hour)));
    List<Proven> proven = new ArrayList<>();
    for (AuditRecordEntity row : records.list(hour, from, limit)) {
      long index = (long) from + proven.size();
      proven.add(
          new Proven(
              index,
              HexFormat.of().formatHex(row.salt),
              new String(row.record, StandardCharsets.UTF_8),
              tree.map(closed -> closed.inclusion(index).path())));
    }
    return proven;
  }
}
