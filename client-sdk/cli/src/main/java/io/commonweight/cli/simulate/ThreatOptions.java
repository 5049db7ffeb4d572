package io.commonweight.cli.simulate;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.statement.Charter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who is hostile, and how. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ThreatOptions {
  private static final int MAX_STRENGTH = 1_000_000;

  @Option(
      names = "--attack",
      defaultValue = "none",
      paramLabel = "A",
      description = "What hostile nodes do: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Attack attack;

  @Option(
      names = "--attackers",
      defaultValue = "0.25",
      paramLabel = "SHARE",
      description =
          "What share is hostile, if any: of the organizations or of the nodes; for sybil, the"
              + " share of all nodes that one organization has (default ${DEFAULT-VALUE}).")
  private double share;

  @Option(
      names = "--placement",
      defaultValue = "organizations",
      paramLabel = "P",
      description =
          "Whether whole organizations are hostile, or nodes anywhere: ${COMPLETION-CANDIDATES}"
              + " (default ${DEFAULT-VALUE}).")
  private Threat.Placement placement;

  @Option(
      names = "--strength",
      paramLabel = "K",
      description =
          "How strongly they attack (default: sign-flip and sybil 5, scaling 20, backdoor 10 times;"
              + " label-noise 1, the share of wrong labels; little-is-enough 1.5 deviations;"
              + " free-rider noise of 1 thousandth, 0 for zeros).")
  private Optional<Double> strength;

  @Option(
      names = "--stated-frames",
      paramLabel = "N",
      description =
          "Frames that hostile nodes claim, to weigh more (default: as many as they have).")
  private Optional<Integer> statedFrames;

  @Option(
      names = "--ignore-bound",
      description = "Hostile nodes do not shrink their updates to the norm bound.")
  private boolean ignoresBound;

  @Option(
      names = "--sybil-slots",
      paramLabel = "N",
      description =
          "How many nodes the charter lets the organization of sybils have enrolled at a time"
              + " (default: as many as any other).")
  private Optional<Integer> sybilSlots;

  /**
   * The threat.
   *
   * @throws CommandException if a number is out of range
   */
  Threat threat() throws CommandException {
    if (attack == Attack.NONE) {
      return Threat.none();
    }
    Range.require("--attackers", 0, 1, share);
    double most = attack == Attack.LABEL_NOISE ? 1 : MAX_STRENGTH;
    double given = Range.require("--strength", 0, most, strength.orElseGet(attack::usualStrength));
    if (statedFrames.isPresent()) {
      Range.require("--stated-frames", 1, Integer.MAX_VALUE, statedFrames.get());
    }
    if (sybilSlots.isPresent()) {
      Range.require("--sybil-slots", 1, Charter.Member.MAX_NODES, sybilSlots.get());
    }
    return new Threat(
        attack,
        share,
        placement,
        given,
        statedFrames.map(Integer::longValue),
        ignoresBound,
        sybilSlots.filter(_ -> attack == Attack.SYBIL));
  }
}
