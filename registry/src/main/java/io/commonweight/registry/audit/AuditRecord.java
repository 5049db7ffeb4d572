package io.commonweight.registry.audit;

import io.commonweight.sdk.json.CanonicalJson;
import java.util.Optional;

/**
 * A request that may have changed something.
 *
 * @param at when it was answered, in microseconds since 1970
 * @param request its id, which the registry's log lines have too
 * @param method its HTTP method
 * @param path its path, without the query, in which secrets may be
 * @param account whose token came with it; empty if no good one did
 * @param token the key of that token here
 * @param key the fingerprint of the federation key that signed in; empty if none did
 * @param address the address it came from
 * @param status how it was answered
 */
record AuditRecord(
    long at,
    String request,
    String method,
    String path,
    Optional<String> account,
    Optional<Long> token,
    Optional<String> key,
    String address,
    int status) {

  private static final int MAX_PATH = 1000;

  /** Cuts the path to 1000 characters, of printable ASCII. */
  AuditRecord {
    path = path.substring(0, Math.min(path.length(), MAX_PATH)).replaceAll("[^ -~]", "?");
  }

  /** The one form in which it is kept (RFC 8785). */
  byte[] canonical() {
    return CanonicalJson.write(this);
  }
}
