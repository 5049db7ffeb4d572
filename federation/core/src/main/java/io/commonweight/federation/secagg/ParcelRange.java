package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.ShareDealing;

/**
 * Where a parcel lies in the blob of its dealer, which has one parcel after the other, sorted by
 * receiver.
 *
 * @param offset its first byte
 * @param bytes its length
 */
public record ParcelRange(long offset, int bytes) {

  /**
   * Where the parcel for a node lies.
   *
   * @throws SecAggException UNKNOWN_NODE if nothing was sent to the node
   */
  public static ParcelRange of(ShareDealing dealing, Fingerprint receiver) throws SecAggException {
    long offset = 0;
    for (ShareDealing.Sent sent : dealing.parcels()) {
      int bytes = Parcel.bytes(new Route(dealing.node(), sent.to()));
      if (sent.to().equals(receiver)) {
        return new ParcelRange(offset, bytes);
      }
      offset += bytes;
    }
    throw new SecAggException(
        Reason.UNKNOWN_NODE,
        "%s has sent nothing to %s"
            .formatted(dealing.node().abbreviated(), receiver.abbreviated()));
  }

  /** How long the whole blob of a dealing is. */
  public static long blobBytes(ShareDealing dealing) {
    return dealing.parcels().stream()
        .mapToLong(sent -> Parcel.bytes(new Route(dealing.node(), sent.to())))
        .sum();
  }
}
