package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Secret;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.ShareReveal;
import io.commonweight.sdk.statement.Statement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * All that a server sees, of five nodes of which one drops out after it has masked; its vector
 * arrives late, when its key has been recovered.
 */
class TranscriptTest {
  private static final int LENGTH = 256;

  private final SecAggFixture fixture = new SecAggFixture(new Quorum(5, 0, 3), LENGTH);
  private final Session.Dealt dealt;
  private final Session.Masked masked;
  private final Survivors survivors;
  private final List<Signed<ShareReveal>> reveals;
  private final Recovered recovered;

  TranscriptTest() throws SecAggException {
    dealt = Session.Dealt.of(fixture, fixture.begin(1), 2);
    masked = dealt.mask(fixture.nodes());
    List<Fingerprint> senders = fixture.nodes().subList(0, 4);
    survivors = masked.survivors(senders);
    reveals = masked.reveal(survivors, senders);
    recovered = masked.recover(survivors, reveals);
  }

  /** No run of sixteen bytes, four elements, of any vector. */
  @Test
  void viewContainsNoPartOfAnyVector() throws SecAggException {
    Set<String> runs = new HashSet<>();
    byte[] view = view();
    for (int at = 0; at + 16 <= view.length; at++) {
      runs.add(run(view, at));
    }

    for (Fingerprint node : fixture.nodes()) {
      byte[] plain = plain(node);
      for (int at = 0; at + 16 <= plain.length; at += 4) {
        assertThat(runs.contains(run(plain, at))).isFalse();
      }
    }
  }

  /** The search does find what is there. */
  @Test
  void viewContainsTheMaskedVectors() throws SecAggException {
    String view = new String(view(), StandardCharsets.ISO_8859_1);

    assertThat(masked.vectors().values())
        .allSatisfy(
            vector -> assertThat(view).contains(new String(vector, StandardCharsets.ISO_8859_1)));
  }

  /** With every mask taken off that the recovered secrets give. */
  @Test
  void onlyTheSumOfTheSurvivorsComesOut() throws SecAggException {
    for (List<Fingerprint> subset : SecAggFixture.subsets(fixture.nodes())) {
      long[] plain = fixture.plainSum(subset);
      long[] combined = combined(subset);
      if (subset.isEmpty() || subset.equals(survivors.ids())) {
        assertThat(combined).isEqualTo(plain);
      } else {
        assertThat(equalElements(combined, plain)).isZero();
      }
    }
  }

  private long[] combined(List<Fingerprint> subset) throws SecAggException {
    Modulus modulus = fixture.round().modulus();
    long[] sum = new long[LENGTH];
    var masks = new Masks(fixture.round());
    for (Fingerprint node : subset) {
      long[] vector = MaskedVector.decode(get(masked.vectors(), node), modulus);
      for (int i = 0; i < LENGTH; i++) {
        sum[i] = modulus.reduce(sum[i] + vector[i]);
      }
      takeOff(masks, node);
    }
    masks.apply(0, sum);
    for (int i = 0; i < LENGTH; i++) {
      sum[i] = modulus.centred(sum[i]);
    }
    return sum;
  }

  /** A survivor's own mask and its pair with the dropout; of the dropout all its pairs. */
  private void takeOff(Masks masks, Fingerprint node) throws SecAggException {
    Recovered.Known dropout = recovered.keys().getFirst();
    for (Recovered.Known seed : recovered.seeds()) {
      if (seed.node().equals(node)) {
        masks.subtractSelf(node, seed.secret());
        masks.subtractPair(node, dropout.node(), pair(node, dropout));
      } else if (dropout.node().equals(node)) {
        masks.subtractPair(node, seed.node(), pair(seed.node(), dropout));
      }
    }
  }

  private Secret pair(Fingerprint survivor, Recovered.Known dropout) throws SecAggException {
    Parcel parcel = masked.parcel(Route.ofPair(survivor, dropout.node()));
    return PairSeed.ofHigher(
        fixture.round(), survivor, dropout.node(), dropout.secret(), parcel.pair().orElseThrow());
  }

  private static long equalElements(long[] one, long[] other) {
    long equal = 0;
    for (int i = 0; i < one.length; i++) {
      equal += one[i] == other[i] ? 1 : 0;
    }
    return equal;
  }

  private byte[] view() throws SecAggException {
    var view = new ByteArrayOutputStream();
    for (Fingerprint node : fixture.nodes()) {
      AdvertiseState.Dealt of = get(dealt.dealt(), node);
      view.writeBytes(payload(dealt.roster().advertisement(node)));
      view.writeBytes(payload(of.dealing()));
      of.parcels().values().forEach(parcel -> view.writeBytes(parcel.encode()));
      view.writeBytes(payload(get(masked.words(), node)));
      view.writeBytes(get(masked.vectors(), node));
    }
    reveals.forEach(reveal -> view.writeBytes(payload(reveal.message())));
    view.writeBytes(CanonicalJson.write(survivors));
    view.writeBytes(CanonicalJson.write(recovered));
    return view.toByteArray();
  }

  private static byte[] payload(SecureMessage message) {
    return new Statement(message).encode();
  }

  private byte[] plain(Fingerprint node) {
    long[] elements = fixture.vector(node).clone();
    Arrays.setAll(elements, i -> fixture.round().modulus().reduce(elements[i]));
    return MaskedVector.encode(elements, fixture.round().modulus());
  }

  private static String run(byte[] bytes, int at) {
    return new String(bytes, at, 16, StandardCharsets.ISO_8859_1);
  }
}
