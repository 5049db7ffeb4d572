package io.commonweight.registry.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.log.Sequencer.Pending;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One group commit: which of the waiting statements are appended, and in what order. */
final class Batch {
  private final KeySets keySets;
  private FederationState state;
  private final List<SignedStatement> admitted = new ArrayList<>();
  private final Map<Pending, Long> indices = new LinkedHashMap<>();

  Batch(FederationState before, KeySets keySets) {
    this.state = before;
    this.keySets = keySets;
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
      try {
        long next = state.logSize();
        admit(pending);
        known.put(key, next);
        indices.put(pending, next);
      } catch (RefusedException e) {
        pending.index().completeExceptionally(Statements.problem(e.refusal()));
      }
    }
  }

  private void admit(Pending pending) throws RefusedException {
    SignedStatement statement = verified(pending);
    Optional<Refusal> refusal = state.judge(statement);
    if (refusal.isPresent()) {
      throw new RefusedException(refusal.get());
    }
    state = state.apply(state.size(), statement);
    admitted.add(statement);
  }

  /** An entry before it, perhaps of this batch, may have given its key a right or taken it away. */
  private SignedStatement verified(Pending pending) throws RefusedException {
    Directory directory = state.directory();
    return directory.equals(pending.verifiedBy())
        ? pending.statement()
        : directory.verify(pending.statement().envelope(), keySets);
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
