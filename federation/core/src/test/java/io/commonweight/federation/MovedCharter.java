package io.commonweight.federation;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Charters that move a federation of the {@link FederationFixture} to its next log. */
public final class MovedCharter {
  private MovedCharter() {}

  /** The keys of the log of a number. */
  public static CosignerKey logKey(String origin, int epoch) {
    return FederationFixture.cosigner(origin, seed(epoch));
  }

  private static String seed(int epoch) {
    return "log of epoch " + epoch;
  }

  /**
   * The documents of a charter that says what another says, but for the log: the organization with
   * the number of the log sequences it.
   *
   * @param cut where the log before is left
   */
  public static Founding after(Founding before, String origin, Cut cut) {
    Charter charter = before.charter();
    int epoch = charter.log().epoch() + 1;
    List<VerifyingKey> keys = new ArrayList<>();
    Charter.KeyPair log = FederationFixture.pair(seed(epoch), keys);
    for (int i = 1; i <= charter.members().size(); i++) {
      FederationFixture.member(i, keys);
    }
    KeySet set = KeySet.of(keys);
    var moved =
        new Charter(
            charter.federation(),
            charter.version() + 1,
            Optional.of(before.charterDigest()),
            charter.expires(),
            new Charter.LogIdentity(origin, epoch, "org-" + epoch, log, Optional.of(cut)),
            set.digest(),
            charter.members(),
            charter.quorum(),
            charter.witnesses(),
            charter.policy(),
            charter.profile(),
            charter.privacy(),
            charter.gate(),
            charter.aggregation(),
            charter.rounds());
    try {
      return Founding.of(new Statement(moved).encode(), set.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }
}
