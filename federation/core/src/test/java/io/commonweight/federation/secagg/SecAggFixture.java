package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Quorum;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes with their keys and vectors, in the order of their fingerprints. */
final class SecAggFixture {
  /** Every pair of these nodes has generated its keys already. */
  private static final List<HybridKey> KEYS =
      IntStream.range(0, 20)
          .mapToObj(
              i ->
                  HybridKey.ofSeed(
                      Sha256.of(("node " + i).getBytes(StandardCharsets.UTF_8)).bytes()))
          .sorted(Comparator.comparing(HybridKey::fingerprint))
          .toList();

  private final List<HybridKey> keys;
  private final SecAggRound round;
  private final SortedMap<Fingerprint, long[]> vectors = new TreeMap<>();

  /** A round of n nodes that all weigh one, each with a vector of 24-bit values. */
  SecAggFixture(Quorum quorum, int length, String round, Modulus modulus) {
    this.keys = KEYS.subList(0, quorum.parties());
    this.round =
        new SecAggRound(
            "fleet",
            Sha256.of(round.getBytes(StandardCharsets.UTF_8)),
            keys.stream().map(HybridKey::verifyingKey).toList(),
            quorum,
            modulus,
            length);
    var random = new Random(length);
    for (HybridKey key : keys) {
      vectors.put(key.fingerprint(), random.longs(length, -(1 << 23) + 1, 1 << 23).toArray());
    }
  }

  SecAggFixture(Quorum quorum, int length, String round) {
    this(quorum, length, round, new Modulus(32));
  }

  SecAggFixture(Quorum quorum, int length) {
    this(quorum, length, "round 7");
  }

  SecAggRound round() {
    return round;
  }

  List<HybridKey> keys() {
    return keys;
  }

  List<Fingerprint> nodes() {
    return List.copyOf(vectors.keySet());
  }

  Fingerprint node(int index) {
    return nodes().get(index);
  }

  long[] vector(Fingerprint node) {
    return get(vectors, node);
  }

  /** The plain sum of some nodes' vectors. */
  long[] plainSum(Collection<Fingerprint> of) {
    long[] sum = new long[(int) round.length()];
    for (Fingerprint node : of) {
      long[] vector = vector(node);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return sum;
  }

  /** The secrets of every node. */
  SortedMap<Fingerprint, AdvertiseState> begin(long seed) {
    var random = new SeededRandom(seed);
    SortedMap<Fingerprint, AdvertiseState> begun = new TreeMap<>();
    nodes().forEach(node -> begun.put(node, AdvertiseState.begin(round, node, random)));
    return begun;
  }

  /** All subsets of a list, the empty one first. */
  static List<List<Fingerprint>> subsets(List<Fingerprint> of) {
    return IntStream.range(0, 1 << of.size())
        .mapToObj(
            bits ->
                IntStream.range(0, of.size())
                    .filter(i -> ((bits >> i) & 1) == 1)
                    .mapToObj(of::get)
                    .toList())
        .toList();
  }

  /** The value of a key that is there. */
  static <K, V> V get(Map<K, V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new AssertionError("nothing for " + key);
    }
    return value;
  }

  /** The entries of these keys. */
  static <V> SortedMap<Fingerprint, V> only(Map<Fingerprint, V> map, Collection<Fingerprint> keys) {
    return keys.stream()
        .collect(Collectors.toMap(key -> key, key -> get(map, key), (a, b) -> a, TreeMap::new));
  }
}
