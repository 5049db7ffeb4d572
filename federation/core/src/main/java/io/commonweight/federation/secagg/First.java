package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import java.util.List;

/** Of each node the first message counts. */
final class First {

  private First() {}

  static <M extends Message> void add(List<Signed<M>> messages, Signed<M> message)
      throws SecAggException {
    if (messages.stream().anyMatch(m -> m.message().node().equals(message.message().node()))) {
      throw new SecAggException(
          Reason.REPEATED_NODE, message.message().node().abbreviated() + " has spoken already");
    }
    messages.add(message);
  }
}
