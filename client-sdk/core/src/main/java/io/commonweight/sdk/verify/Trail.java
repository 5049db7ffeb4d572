package io.commonweight.sdk.verify;

import io.commonweight.cards.CardException;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.verify.Check.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The checks made so far. */
final class Trail {
  private final List<Check> checks = new ArrayList<>();

  /** What a check does. */
  interface Look<T> {
    /** Gives what was found; throws if the check failed. */
    T look()
        throws FailedCheckException,
            IOException,
            JsonException,
            ProofException,
            RefusedException,
            CardException;
  }

  /**
   * Makes one check that finds nothing but words.
   *
   * @throws FailedCheckException if it failed: then no other may be made
   */
  void check(Step step, Look<String> look) throws FailedCheckException {
    String _ = check(step, look, found -> found);
  }

  /**
   * Makes one check and records it.
   *
   * @param describe what was found, in words
   * @return what was found
   * @throws FailedCheckException if it failed: then no other may be made
   */
  <T> T check(Step step, Look<T> look, Function<T, String> describe) throws FailedCheckException {
    T found = make(step, look);
    checks.add(new Check(step, true, describe.apply(found)));
    return found;
  }

  /**
   * Makes the first half of a check, which is recorded only if it fails.
   *
   * @throws FailedCheckException if it failed: then no other may be made
   */
  <T> T make(Step step, Look<T> look) throws FailedCheckException {
    try {
      return look.look();
    } catch (FailedCheckException
        | IOException
        | JsonException
        | ProofException
        | RefusedException
        | CardException
        | IllegalArgumentException e) {
      String detail = String.valueOf(e.getMessage());
      checks.add(new Check(step, false, detail));
      throw new FailedCheckException(detail);
    }
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }
}
