package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import java.util.List;

/**
 * A server's question for shares (round 3). It is not to be believed; {@link SecAggNode#reveal}
 * checks it.
 *
 * @param session in which session
 * @param survivors whose vectors it says it has
 * @param dropouts who, it says, has dealt shares and sent no vector
 */
public record UnmaskRequest(
    Sha256 session, List<Fingerprint> survivors, List<Fingerprint> dropouts) {
  /** The largest encoding. */
  public static final int MAX_BYTES = 16 << 10;

  /** Copies the lists. */
  public UnmaskRequest {
    survivors = List.copyOf(survivors);
    dropouts = List.copyOf(dropouts);
  }

  /**
   * Reads a request.
   *
   * @throws SecAggException MALFORMED if the bytes are not its canonical form
   */
  public static UnmaskRequest parse(byte[] json) throws SecAggException {
    return Signed.read(json, MAX_BYTES, UnmaskRequest.class);
  }

  /** The canonical bytes. */
  public byte[] encode() {
    return CanonicalJson.write(this);
  }
}
