package io.commonweight.registry.audit;

import io.commonweight.sdk.Sha256;
import java.time.Instant;

/**
 * The root of an hour.
 *
 * @param hour when it began
 * @param records how many records it has
 * @param root the root of the tree over their commitments
 */
record AuditRoot(Instant hour, int records, Sha256 root) {
  static AuditRoot of(AuditRootEntity row) {
    return new AuditRoot(row.hour, row.records, new Sha256(row.root));
  }
}
