package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.Recovered.Known;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody recomputes from what is public. Of five nodes the second and the last drop out. */
class SecureSumTest {
  private static final int LENGTH = 100;

  private final SecAggFixture fixture = new SecAggFixture(new Quorum(5, 0, 3), LENGTH);
  private final Dealings dealings;
  private final Survivors survivors;
  private final Recovered recovered;
  private final Map<Route, Parcel> parcels;
  private final SortedMap<Fingerprint, byte[]> vectors;

  SecureSumTest() throws SecAggException {
    Session.Masked masked = Session.Dealt.of(fixture, fixture.begin(1), 2).mask(fixture.nodes());
    List<Fingerprint> senders = List.of(fixture.node(0), fixture.node(2), fixture.node(3));
    survivors = masked.survivors(senders);
    dealings = masked.dealings();
    recovered = masked.recover(survivors, masked.reveal(survivors, senders));
    parcels = masked.parcels(survivors);
    vectors = SecAggFixture.only(masked.vectors(), senders);
  }

  @Test
  void onlyParcelsBetweenSurvivorsAndDropoutsAreNeeded() {
    assertThat(parcels).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 33, 100})
  void sumIsTheSameWindowByWindowFromTheLastToTheFirst(int window) throws SecAggException {
    SecureSum sum = SecureSum.of(dealings, survivors, recovered, parcels);
    long[] plain = fixture.plainSum(survivors.ids());

    for (int start = (LENGTH - 1) / window * window; start >= 0; start -= window) {
      int end = Math.min(LENGTH, start + window);
      assertThat(sum.window(start, windows(start, end)))
          .isEqualTo(Arrays.copyOfRange(plain, start, end));
    }
  }

  @Test
  void windowsOfOtherNodesOrLengthsAreRefused() throws SecAggException {
    SecureSum sum = SecureSum.of(dealings, survivors, recovered, parcels);
    Map<Fingerprint, byte[]> fewer = windows(0, 10);
    fewer.remove(fixture.node(0));
    Map<Fingerprint, byte[]> more = windows(0, 10);
    more.put(fixture.node(1), new byte[40]);
    Map<Fingerprint, byte[]> uneven = windows(0, 10);
    uneven.put(fixture.node(0), new byte[44]);
    Map<Fingerprint, byte[]> cut = windows(0, 10);
    cut.put(fixture.node(0), new byte[39]);

    assertRefused(Reason.UNACCOUNTED, () -> sum.window(0, fewer));
    assertRefused(Reason.UNACCOUNTED, () -> sum.window(0, more));
    assertRefused(Reason.WRONG_VECTOR, () -> sum.window(0, uneven));
    assertRefused(Reason.MALFORMED, () -> sum.window(0, cut));
    assertRefused(Reason.WRONG_VECTOR, () -> sum.window(91, windows(0, 10)));
    assertRefused(Reason.WRONG_VECTOR, () -> sum.window(-1, windows(0, 10)));
  }

  @Test
  void otherSecretsThanThoseCommittedToAreRefused() {
    List<Known> seeds = new ArrayList<>(recovered.seeds());
    seeds.set(0, new Known(fixture.node(0), new Secret("00".repeat(32))));
    List<Known> keys = new ArrayList<>(recovered.keys());
    keys.set(1, new Known(fixture.node(4), new Secret("00".repeat(32))));

    assertRefused(Reason.FAULTY_DEALER, () -> sum(with(seeds, recovered.keys())));
    assertRefused(Reason.FAULTY_DEALER, () -> sum(with(recovered.seeds(), keys)));
  }

  @Test
  void secretsOfOtherNodesThanAskedForAreRefused() {
    assertRefused(
        Reason.OTHER_TRANSCRIPT,
        () -> sum(with(recovered.seeds().subList(0, 2), recovered.keys())));
    assertRefused(
        Reason.OTHER_TRANSCRIPT,
        () -> sum(with(recovered.seeds(), recovered.keys().subList(0, 1))));
    assertRefused(
        Reason.OTHER_SESSION,
        () ->
            sum(
                new Recovered(
                    recovered.survivors(),
                    recovered.survivors(),
                    recovered.seeds(),
                    recovered.keys())));
  }

  @Test
  void parcelThatIsMissingOrAnotherIsRefused() {
    Route route = new Route(fixture.node(0), fixture.node(1));
    Map<Route, Parcel> fewer = new HashMap<>(parcels);
    fewer.remove(route);
    Map<Route, Parcel> swapped = new HashMap<>(parcels);
    swapped.put(route, get(parcels, new Route(fixture.node(0), fixture.node(4))));

    assertRefused(Reason.UNACCOUNTED, () -> SecureSum.of(dealings, survivors, recovered, fewer));
    assertRefused(
        Reason.FAULTY_DEALER, () -> SecureSum.of(dealings, survivors, recovered, swapped));
  }

  @ParameterizedTest
  @ValueSource(ints = {27, 33, 62})
  void everyModulusGivesTheSum(int bits) throws SecAggException {
    var other = new SecAggFixture(new Quorum(5, 0, 3), 20, "round 7", new Modulus(bits));
    Session.Masked masked = Session.Dealt.of(other, other.begin(1), 2).mask(other.nodes());
    List<Fingerprint> senders = other.nodes().subList(1, 5);
    Survivors counted = masked.survivors(senders);

    assertThat(masked.sum(counted, masked.reveal(counted, senders)))
        .isEqualTo(other.plainSum(senders));
  }

  private SecureSum sum(Recovered other) throws SecAggException {
    return SecureSum.of(dealings, survivors, other, parcels);
  }

  private Recovered with(List<Known> seeds, List<Known> keys) {
    return new Recovered(recovered.session(), recovered.survivors(), seeds, keys);
  }

  private Map<Fingerprint, byte[]> windows(int start, int end) {
    Map<Fingerprint, byte[]> windows = new TreeMap<>();
    vectors.forEach(
        (node, vector) -> windows.put(node, Arrays.copyOfRange(vector, 4 * start, 4 * end)));
    return windows;
  }

  private static void assertRefused(Reason reason, ThrowingCallable step) {
    assertThat(catchThrowableOfType(SecAggException.class, step).reason()).isEqualTo(reason);
  }
}
