package io.commonweight.sdk.charter;

import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Delegation;

/**
 * A delegation in the log.
 *
 * @param delegation what it says
 * @param organization whose word it is
 * @param index its place
 * @param hasLeft whether a later charter has named the organization no more: then the key is
 *     unknown, also if another one takes it in again
 */
public record Delegated(Delegation delegation, String organization, long index, boolean hasLeft) {

  /** Whose key it is. */
  public Holder holder() {
    return new Holder(organization, delegation.role());
  }

  Delegated under(Charter charter) {
    return charter.member(organization).isPresent()
        ? this
        : new Delegated(delegation, organization, index, true);
  }

  /** Whether its time is over at a time, in Unix seconds. */
  public boolean isOver(long time) {
    return time > delegation.notAfter();
  }
}
