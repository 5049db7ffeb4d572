package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KemKey;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Secret;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Why the survivors must come from a log of which there is one view: what a server would learn that
 * could have each node believe another set, each of them large enough and with the node in it.
 */
class SplitViewTest {
  private static final int[][] BELIEVED = {{0, 1, 2}, {0, 1, 3}, {0, 1, 2}, {0, 1, 3}, {0, 1, 4}};

  private final SecAggFixture fixture = new SecAggFixture(new Quorum(5, 0, 3), 8);
  private final Map<Fingerprint, SortedMap<Integer, byte[]>> seeds = new TreeMap<>();
  private final Map<Fingerprint, SortedMap<Integer, byte[]>> keys = new TreeMap<>();

  @Test
  void fiveViewsOfThreeWouldExposeASumOfTwo() throws SecAggException {
    Session.Masked masked = Session.Dealt.of(fixture, fixture.begin(1), 2).mask(fixture.nodes());
    for (int i = 0; i < BELIEVED.length; i++) {
      answer(masked, fixture.node(i), BELIEVED[i]);
    }

    assertThat(exposed(masked, List.of(fixture.node(0), fixture.node(1))))
        .isEqualTo(fixture.plainSum(List.of(fixture.node(0), fixture.node(1))));
  }

  private void answer(Session.Masked masked, Fingerprint node, int[] believed)
      throws SecAggException {
    List<Fingerprint> ids = new ArrayList<>();
    for (int index : believed) {
      ids.add(fixture.node(index));
    }
    Survivors survivors = masked.survivors(ids);
    ShareReveal reveal = get(masked.states(), node).reveal(survivors);
    int coordinate = fixture.round().coordinate(node);
    reveal.seeds().forEach(opened -> put(seeds, opened, coordinate));
    reveal.keys().forEach(opened -> put(keys, opened, coordinate));
  }

  private static void put(
      Map<Fingerprint, SortedMap<Integer, byte[]>> shares,
      ShareReveal.Opened opened,
      int coordinate) {
    shares
        .computeIfAbsent(opened.dealer(), _ -> new TreeMap<>())
        .put(coordinate, opened.share().share().bytes());
  }

  /** Takes off the two what three shares of each secret allow. */
  private long[] exposed(Session.Masked masked, List<Fingerprint> two) throws SecAggException {
    long[] sum = new long[8];
    var masks = new Masks(fixture.round());
    for (Fingerprint node : two) {
      long[] vector = MaskedVector.decode(get(masked.vectors(), node), fixture.round().modulus());
      for (int i = 0; i < sum.length; i++) {
        sum[i] = fixture.round().modulus().reduce(sum[i] + vector[i]);
      }
      masks.subtractSelf(node, secret(seeds, node));
      for (Fingerprint other : fixture.nodes().subList(2, 5)) {
        KeyAdvertisement advertised = masked.dealings().roster().advertisement(other);
        Secret key = secret(keys, other);
        assertThat(KemKey.of(XWing.publicKey(key))).isEqualTo(advertised.masking());
        Parcel parcel = masked.parcel(new Route(node, other));
        masks.subtractPair(
            node,
            other,
            PairSeed.ofHigher(fixture.round(), node, other, key, parcel.pair().orElseThrow()));
      }
    }
    masks.apply(0, sum);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = fixture.round().modulus().centred(sum[i]);
    }
    return sum;
  }

  private Secret secret(Map<Fingerprint, SortedMap<Integer, byte[]>> shares, Fingerprint of) {
    assertThat(get(shares, of)).hasSizeGreaterThanOrEqualTo(3);
    return Secret.of(SecretSharing.interpolate(get(shares, of), 0));
  }
}
