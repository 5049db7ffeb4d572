package io.commonweight.cli.simulate;

import java.util.Random;

/**
 * Where all chance of a simulation comes from: a stream of its own for each purpose, node and
 * round, so that neither the number of threads nor another rule's course shifts one.
 *
 * <p>{@link Random} is specified to the bit, its normal deviates included.
 */
record Chance(long seed) {
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  /** What a stream is for. */
  enum Purpose {
    CENTRES(1),
    ORGANIZATION(2),
    SAMPLES(3),
    TEST(4),
    ROLES(5),
    INITIAL(6),
    INVITATION(7),
    DELAY(8),
    BATCHES(9),
    ATTACK(10),
    ROUNDING(11),
    SALT(12);

    private final int stream;

    Purpose(int stream) {
      this.stream = stream;
    }
  }

  /** The stream of a purpose at a place, such as a round and a node. */
  Random of(Purpose purpose, int... place) {
    long state = mix(seed + GOLDEN * purpose.stream);
    for (int part : place) {
      state = mix(state + GOLDEN * (part + 1L));
    }
    return new Random(state);
  }

  /** The finaliser of SplitMix64: Steele, Lea, Flood, OOPSLA 2014. */
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }
}
