package io.commonweight.cli.simulate;

/**
 * A virtual node.
 *
 * @param index its place, from 0
 * @param organization its organization's place, from 0
 * @param isHostile whether it attacks
 * @param samples what it trains on
 */
record Node(int index, int organization, boolean isHostile, Samples samples) {

  /** Its name, by which updates are ordered as they are by fingerprint in a federation. */
  String name() {
    return "node-%05d".formatted(index);
  }

  /** Its organization's name. */
  String organizationName() {
    return "organization-%04d".formatted(organization);
  }
}
