package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A server that collects nodes' words for their masked vectors (round 2). Not thread-safe. */
public final class CollectedInputs {
  private final Dealings dealings;
  private final Map<Route, Parcel> parcels;
  private final List<Signed<MaskedInput>> inputs = new ArrayList<>();

  CollectedInputs(Dealings dealings, Map<Route, Parcel> parcels) {
    this.dealings = dealings;
    this.parcels = parcels;
  }

  /** All parcels, by route. */
  Map<Route, Parcel> parcels() {
    return parcels;
  }

  /**
   * Takes a node's word. The caller has the vector, and its digest is the one signed for.
   *
   * @throws SecAggException if the node has not dealt, rests on other dealings, or has spoken
   *     already
   */
  public void accept(Signed<MaskedInput> input) throws SecAggException {
    var _ = dealings.dealing(input.message().node());
    if (!input.message().dealings().equals(dealings.digest())) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT,
          input.message().node().abbreviated() + " has masked with other dealings");
    }
    First.add(inputs, input);
  }

  /**
   * The survivors, to be logged.
   *
   * @throws SecAggException TOO_FEW if they are below the threshold
   */
  public Survivors survivors() throws SecAggException {
    dealings.round().requireEnough(inputs.size(), "masked vectors");
    return new Survivors(
        dealings.round().id(),
        dealings.digest(),
        inputs.stream()
            .map(Signed::message)
            .map(input -> new Survivors.Survivor(input.node(), input.vector()))
            .sorted(Comparator.comparing(Survivors.Survivor::node))
            .toList());
  }

  /**
   * Goes on with the survivors of the log.
   *
   * @throws SecAggException if they break a rule
   */
  public CollectedReveals close(Survivors witnessed) throws SecAggException {
    return new CollectedReveals(dealings, parcels, witnessed);
  }
}
