package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.federation.secagg.Survivors.Survivor;
import io.commonweight.sdk.identity.Fingerprint;
import java.util.Collection;
import java.util.SortedMap;

/** Who has signed for a masked vector. There may be more of them than the survivors that count. */
public final class MaskedInputs {
  private final Dealings dealings;
  private final SortedMap<Fingerprint, Signed<MaskedInput>> inputs;

  private MaskedInputs(Dealings dealings, SortedMap<Fingerprint, Signed<MaskedInput>> inputs) {
    this.dealings = dealings;
    this.inputs = inputs;
  }

  /**
   * Collects nodes' words.
   *
   * @throws SecAggException if a node has two, has not dealt, or has masked with other dealings
   */
  public static MaskedInputs of(Dealings dealings, Collection<Signed<MaskedInput>> inputs)
      throws SecAggException {
    SortedMap<Fingerprint, Signed<MaskedInput>> byNode =
        Transcript.byNode(dealings.round(), inputs);
    for (Signed<MaskedInput> input : byNode.values()) {
      check(dealings, input.message());
    }
    return new MaskedInputs(dealings, byNode);
  }

  /** Refuses a word that does not rest on these dealings. */
  static void check(Dealings dealings, MaskedInput input) throws SecAggException {
    var _ = dealings.dealing(input.node());
    if (!input.dealings().equals(dealings.digest())) {
      throw new SecAggException(
          Reason.OTHER_TRANSCRIPT, input.node().abbreviated() + " has masked with other dealings");
    }
  }

  /** The dealings that they rest on. */
  public Dealings dealings() {
    return dealings;
  }

  /**
   * All of them, as survivors.
   *
   * @throws SecAggException TOO_FEW if they are below the threshold
   */
  public Survivors survivors() throws SecAggException {
    dealings.round().requireEnough(inputs.size(), "masked vectors");
    return new Survivors(
        dealings.round().id(),
        dealings.digest(),
        inputs.values().stream()
            .map(Signed::message)
            .map(input -> new Survivor(input.node(), input.vector()))
            .toList());
  }

  /**
   * Checks that every survivor has signed for the vector that it is to have sent, and what holds
   * for all survivors.
   *
   * @throws SecAggException WRONG_VECTOR if one has not, or another reason of the rules
   */
  void requireSigned(Survivors survivors) throws SecAggException {
    SurvivorRules.check(dealings, survivors);
    for (Survivor survivor : survivors.nodes()) {
      Signed<MaskedInput> input = inputs.get(survivor.node());
      if (input == null || !input.message().vector().equals(survivor.vector())) {
        throw new SecAggException(
            Reason.WRONG_VECTOR,
            survivor.node().abbreviated() + " has not signed for the vector in its name");
      }
    }
  }
}
