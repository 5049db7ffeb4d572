package io.commonweight.registry.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.log.Sequencer.Pending;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.SignedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One group commit: which of the waiting statements are appended, and in what order. */
final class Batch {
  private FederationState state;
  private final List<SignedStatement> admitted = new ArrayList<>();
  private final Map<Pending, Long> indices = new LinkedHashMap<>();

  Batch(FederationState before) {
    this.state = before;
  }

  static List<EntryKey> keys(List<Pending> waiting) {
    return waiting.stream().map(pending -> EntryKey.of(pending.statement())).toList();
  }

  /**
   * Judges statements in order. Who is refused learns it at once.
   *
   * @param logged the indices of those that are logged already
   */
  void judge(List<Pending> waiting, Map<EntryKey, Long> logged) {
    Map<EntryKey, Long> known = new HashMap<>(logged);
    for (Pending pending : waiting) {
      EntryKey key = EntryKey.of(pending.statement());
      Long index = known.get(key);
      if (index != null) {
        indices.put(pending, index);
        continue;
      }
      Optional<Refusal> refusal = state.judge(pending.statement());
      if (refusal.isPresent()) {
        pending.index().completeExceptionally(Statements.problem(refusal.get()));
        continue;
      }
      known.put(key, state.size());
      indices.put(pending, state.size());
      state = state.apply(state.size(), pending.statement());
      admitted.add(pending.statement());
    }
  }

  /** The statements to append. */
  List<SignedStatement> admitted() {
    return admitted;
  }

  /** The state once they are appended. */
  FederationState state() {
    return state;
  }

  /** Tells everybody their index; all of them must be durable. */
  void complete() {
    indices.forEach((pending, index) -> pending.index().complete(index));
  }

  /** Tells everybody who has no answer yet that there is none. */
  void fail(List<Pending> waiting, RuntimeException failure) {
    waiting.forEach(pending -> pending.index().completeExceptionally(failure));
  }
}
