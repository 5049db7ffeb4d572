package io.commonweight.sdk.charter;

import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Delegation;
import java.util.Optional;

/**
 * A delegation in the log.
 *
 * @param delegation what it says
 * @param organization whose word it is
 * @param index its place
 * @param isLapsed whether a later charter has named the organization no more, or with another root
 *     key: then the key is unknown, until it is delegated anew. So nothing that a thief of a root
 *     key delegated outlives the root
 */
public record Delegated(Delegation delegation, String organization, long index, boolean isLapsed) {

  /** Whose key it is. */
  public Holder holder() {
    return new Holder(organization, delegation.role());
  }

  /** This when one charter has taken another's place, or the same is in force. */
  Delegated after(Charter before, Charter next) {
    return rootIn(before).equals(rootIn(next))
        ? this
        : new Delegated(delegation, organization, index, true);
  }

  private Optional<KeyPair> rootIn(Charter charter) {
    return charter.member(organization).map(Member::root);
  }

  /** Whether its time is over at a time, in Unix seconds. */
  public boolean isOver(long time) {
    return time > delegation.notAfter();
  }
}
