package io.commonweight.cli.simulate;

import java.util.Locale;

/** What hostile nodes do. */
enum Attack {
  /** Nothing: they are as honest as the others. */
  NONE(0),
  /** They train, and send the difference times −strength. */
  SIGN_FLIP(5),
  /** They train, and send the difference times strength. */
  SCALING(20),
  /** They train on labels of which a share is replaced by wrong ones. */
  LABEL_NOISE(1),
  /**
   * They train on points of which half bear a {@link Trigger}, and send the difference times
   * strength (model replacement: Bagdasaryan et al., AISTATS 2020).
   */
  BACKDOOR(10),
  /**
   * They know all honest updates of the round and send their mean less strength standard
   * deviations, coordinate by coordinate (Baruch, Baruch, Goldberg, NeurIPS 2019).
   */
  LITTLE_IS_ENOUGH(1.5),
  /**
   * They do not train and send noise, or nothing at strength 0 (Fraboni, Vidal, Lorenzi, AISTATS
   * 2021).
   */
  FREE_RIDER(1),
  /** One organization's nodes all send the same vector: one node's, times −strength. */
  SYBIL(5);

  private final double usualStrength;

  Attack(double usualStrength) {
    this.usualStrength = usualStrength;
  }

  /** How strongly they do it where nothing else is said. */
  double usualStrength() {
    return usualStrength;
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
