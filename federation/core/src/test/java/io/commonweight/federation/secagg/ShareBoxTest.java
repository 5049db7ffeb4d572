package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KemKey;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.SaltedShare;
import io.commonweight.sdk.statement.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareBoxTest {
  private static final SecAggFixture FIXTURE = new SecAggFixture(new Quorum(3, 0, 2), 1);
  private static final Fingerprint SENDER = FIXTURE.node(0);
  private static final Fingerprint RECEIVER = FIXTURE.node(1);
  private static final Secret PRIVATE = new Secret("11".repeat(32));
  private static final HeldShares SHARES =
      new HeldShares(
          new SaltedShare(new Secret("01".repeat(32)), new Secret("02".repeat(32))),
          new SaltedShare(new Secret("03".repeat(32)), new Secret("04".repeat(32))));

  private final Bytes box =
      new ShareBox(FIXTURE.round(), SENDER, RECEIVER)
          .seal(SHARES, KemKey.of(XWing.publicKey(PRIVATE)), new SeededRandom(1));

  @Test
  void receiverOpensWhatTheSenderSealed() throws SecAggException {
    assertThat(new ShareBox(FIXTURE.round(), SENDER, RECEIVER).open(box, PRIVATE))
        .isEqualTo(SHARES);
  }

  @Test
  void boxOfAnotherSenderReceiverOrSessionDoesNotOpen() {
    SecAggRound next = new SecAggFixture(new Quorum(3, 0, 2), 1, "round 8").round();

    assertClosed(new ShareBox(FIXTURE.round(), FIXTURE.node(2), RECEIVER), box, PRIVATE);
    assertClosed(new ShareBox(FIXTURE.round(), SENDER, FIXTURE.node(2)), box, PRIVATE);
    assertClosed(new ShareBox(FIXTURE.round(), RECEIVER, SENDER), box, PRIVATE);
    assertClosed(new ShareBox(next, SENDER, RECEIVER), box, PRIVATE);
  }

  @Test
  void anotherKeyDoesNotOpenIt() {
    assertClosed(new ShareBox(FIXTURE.round(), SENDER, RECEIVER), box, new Secret("12".repeat(32)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1087, 1088, 1120, 1247, 1248, 1263})
  void everyByteCounts(int at) {
    byte[] changed = box.toArray();
    changed[at] ^= 1;

    assertClosed(new ShareBox(FIXTURE.round(), SENDER, RECEIVER), Bytes.of(changed), PRIVATE);
  }

  private static void assertClosed(ShareBox shareBox, Bytes bytes, Secret key) {
    assertThatThrownBy(() -> shareBox.open(bytes, key))
        .isInstanceOf(SecAggException.class)
        .hasMessageEndingWith("do not open");
  }
}
