package io.commonweight.federation.recompute;

import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.ParcelRange;
import io.commonweight.federation.secagg.Route;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecureSum;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.ShareDealing;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Fetches the parcels between the survivors and the dropouts of a cohort, and checks them. */
final class ParcelIntake {
  private final Map<Route, Parcel> parcels = new HashMap<>();
  private final Map<Fingerprint, Reason> reasons = new TreeMap<>();

  /** What is needed for a sum. */
  static ParcelIntake of(CohortSum cohort, RoundBlobs blobs)
      throws IOException, InterruptedException {
    var intake = new ParcelIntake();
    Set<Route> needed = SecureSum.neededParcels(cohort.dealings(), cohort.survivors());
    for (Logged<ShareDealing> dealing : cohort.dealt()) {
      List<Route> routes =
          needed.stream().filter(route -> route.from().equals(dealing.signer())).toList();
      if (!routes.isEmpty()) {
        Optional<Reason> reason = intake.take(dealing.statement(), routes, blobs);
        reason.ifPresent(why -> intake.reasons.put(dealing.signer(), why));
      }
    }
    return intake;
  }

  /** The parcels that are as their dealers have signed. */
  Map<Route, Parcel> parcels() {
    return Map.copyOf(parcels);
  }

  /** What is wrong, by dealer. */
  Map<Fingerprint, Reason> reasons() {
    return new TreeMap<>(reasons);
  }

  private Optional<Reason> take(ShareDealing dealing, List<Route> routes, RoundBlobs blobs)
      throws IOException, InterruptedException {
    long expected = ParcelRange.blobBytes(dealing);
    OptionalLong size = blobs.size(dealing.blob());
    if (size.isEmpty()) {
      return Optional.of(Reason.MISSING_BLOB);
    }
    if (size.getAsLong() != expected) {
      return Optional.of(Reason.SIZE);
    }
    byte[] blob = read(dealing, blobs, Math.toIntExact(expected));
    if (!Sha256.of(blob).equals(dealing.blob())) {
      return Optional.of(Reason.COMMITMENT);
    }
    try {
      for (Route route : routes) {
        parcels.put(route, cut(blob, ParcelRange.of(dealing, route.to())));
      }
    } catch (SecAggException e) {
      throw new IllegalStateException("a dealing was logged that may not stand there", e);
    }
    return routes.stream().allMatch(route -> isSigned(dealing, route))
        ? Optional.empty()
        : Optional.of(Reason.COMMITMENT);
  }

  private static byte[] read(ShareDealing dealing, RoundBlobs blobs, int bytes) throws IOException {
    try (InputStream in = blobs.open(dealing.blob(), bytes)) {
      byte[] blob = in.readNBytes(bytes);
      if (blob.length < bytes) {
        throw new EOFException(
            "the parcels of %s ended early".formatted(dealing.node().abbreviated()));
      }
      return blob;
    }
  }

  private static Parcel cut(byte[] blob, ParcelRange range) throws SecAggException {
    int from = Math.toIntExact(range.offset());
    return Parcel.parse(Arrays.copyOfRange(blob, from, from + range.bytes()));
  }

  /** A dealer signs for its blob, and for each parcel: it may have signed for other ones. */
  private boolean isSigned(ShareDealing dealing, Route route) {
    return Optional.ofNullable(parcels.get(route)).map(Parcel::digest).stream()
        .anyMatch(digest -> dealing.parcels().contains(new ShareDealing.Sent(route.to(), digest)));
  }
}
