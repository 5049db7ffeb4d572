package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What one node sends another, by way of the server: its shares in a box, and, from the lower to
 * the higher of the two, the ciphertext from which both have the seed of their common mask. The
 * sender has signed its digest.
 *
 * @param box the encrypted shares
 * @param pair X-Wing's ciphertext to the receiver's masking key, if the sender is the lower
 */
public record Parcel(Bytes box, Optional<Bytes> pair) {
  /** The length of a parcel that has both parts. */
  public static final int MAX_BYTES = ShareBox.BYTES + XWing.CIPHERTEXT_BYTES;

  /**
   * Checks the lengths.
   *
   * @throws IllegalArgumentException if one is another than all have
   */
  public Parcel {
    if (box.size() != ShareBox.BYTES
        || pair.filter(ciphertext -> ciphertext.size() != XWing.CIPHERTEXT_BYTES).isPresent()) {
      throw new IllegalArgumentException("a parcel whose parts have other lengths than they have");
    }
  }

  /**
   * Reads a parcel; its length says whether it has a ciphertext for a pair.
   *
   * @throws SecAggException MALFORMED if it has another length than the two possible ones
   */
  public static Parcel parse(byte[] bytes) throws SecAggException {
    boolean withPair = bytes.length == MAX_BYTES;
    if (!withPair && bytes.length != ShareBox.BYTES) {
      throw new SecAggException(Reason.MALFORMED, "no parcel has " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Bytes box = take(in, ShareBox.BYTES);
    return new Parcel(
        box, withPair ? Optional.of(take(in, XWing.CIPHERTEXT_BYTES)) : Optional.empty());
  }

  private static Bytes take(ByteBuffer in, int bytes) {
    byte[] part = new byte[bytes];
    in.get(part);
    return Bytes.of(part);
  }

  /** How long the parcel from one node to another is: the lower node's has a ciphertext as well. */
  static int bytes(Route route) {
    return route.from().compareTo(route.to()) < 0 ? MAX_BYTES : ShareBox.BYTES;
  }

  /** A dealer's parcels one after the other, sorted by receiver: the blob that it signs for. */
  public static byte[] concatenate(SortedMap<Fingerprint, Parcel> parcels) {
    var blob = new ByteArrayOutputStream();
    parcels.values().forEach(parcel -> blob.writeBytes(parcel.encode()));
    return blob.toByteArray();
  }

  /** The bytes that are sent. */
  public byte[] encode() {
    ByteBuffer out =
        ByteBuffer.allocate(box.size() + pair.map(Bytes::size).orElse(0)).put(box.toArray());
    pair.ifPresent(ciphertext -> out.put(ciphertext.toArray()));
    return out.array();
  }

  /** What the sender signs. */
  public Sha256 digest() {
    return Sha256.of(encode());
  }
}
