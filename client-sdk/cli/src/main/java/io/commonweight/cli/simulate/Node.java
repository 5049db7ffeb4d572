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

  /** The name of its organization. */
  String organizationName() {
    return organizationName(organization);
  }

  /** The name of the organization at a place. */
  static String organizationName(int organization) {
    return "organization-%04d".formatted(organization);
  }
}
