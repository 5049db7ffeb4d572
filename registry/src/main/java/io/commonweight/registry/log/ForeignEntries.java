package io.commonweight.registry.log;

import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries that another registry has given their place: verified and applied anew.
 *
 * @param statements what they say, without the first of a log that follows another
 * @param after the state after them
 */
public record ForeignEntries(List<SignedStatement> statements, FederationState after) {
  /** Copies the list. */
  public ForeignEntries {
    statements = List.copyOf(statements);
  }

  /**
   * Verifies the entries that come next in a log.
   *
   * @throws IOException if the keys of a charter are not known yet
   * @throws InconsistentLogException if an entry has no right to be there
   */
  public static ForeignEntries verify(LogStore store, List<Bytes> entries, KeySets keySets)
      throws IOException, InconsistentLogException {
    FederationState state = store.state();
    List<SignedStatement> statements = new ArrayList<>();
    for (Bytes entry : store.withoutFirst(entries)) {
      try {
        SignedStatement statement =
            state.directory().verify(Envelope.parse(entry.toArray()), keySets);
        state = state.apply(state.size(), statement);
        statements.add(statement);
      } catch (RefusedException e) {
        if (e.refusal().code() == Refusal.Code.UNKNOWN_KEYS) {
          throw new IOException("the keys of entry " + state.size() + " are lacking", e);
        }
        throw invalid(store, state.size(), e);
      } catch (JsonException | IllegalArgumentException e) {
        throw invalid(store, state.size(), e);
      }
    }
    return new ForeignEntries(statements, state);
  }

  private static InconsistentLogException invalid(LogStore store, long place, Exception cause) {
    return new InconsistentLogException(
        "log %s: its keys have signed entry %d, which is not valid: %s"
            .formatted(store.logName(), place, cause.getMessage()));
  }
}
