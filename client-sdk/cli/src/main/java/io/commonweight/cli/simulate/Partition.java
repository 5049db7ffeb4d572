package io.commonweight.cli.simulate;

import java.util.Locale;

/** How classes are spread over nodes. */
enum Partition {
  /** Every node has all classes alike. */
  IID,
  /** Each node has shares of its own (Hsu, Qi, Brown 2019, arXiv:1909.06335). */
  DIRICHLET,
  /** All nodes of an organization have the same shares, and see the features at its own angle. */
  ORGANIZATION;

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
