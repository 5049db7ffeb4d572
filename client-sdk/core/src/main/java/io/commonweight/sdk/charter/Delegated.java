package io.commonweight.sdk.charter;

import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Delegation;

/**
 * A delegation in the log.
 *
 * @param delegation what it says
 * @param organization whose word it is
 * @param index its place
 */
public record Delegated(Delegation delegation, String organization, long index) {

  /** Whose key it is. */
  public Holder holder() {
    return new Holder(organization, delegation.role());
  }

  /** Whether its time is over at a time, in Unix seconds. */
  public boolean isOver(long time) {
    return time > delegation.notAfter();
  }
}
