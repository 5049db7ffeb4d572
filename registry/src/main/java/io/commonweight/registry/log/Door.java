package io.commonweight.registry.log;

import io.commonweight.registry.problem.RegistryException;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.statement.Envelope;
import java.time.Clock;

/**
 * Where statements come in: what the newest view of the log knows no right for is refused early.
 *
 * @param log what they are for
 * @param clock by which delegations end, too: the log's own time lags behind
 */
public record Door(FederationLog log, Clock clock) {

  /** What becomes of a statement that is let in. */
  @FunctionalInterface
  public interface Onward {
    /**
     * Logs a statement.
     *
     * @param verifiedBy the directory that let it in; an entry logged meanwhile may have taken the
     *     signer's right away
     * @return the receipt
     */
    String append(SignedStatement statement, Directory verifiedBy);
  }

  /**
   * Lets an entry in. Bytes that are logged already get their receipt, even if their key has lost
   * its right since.
   *
   * @throws RegistryException if it must not be logged, whatever comes before it
   */
  public String append(byte[] entry, Onward onward) {
    Envelope envelope = Statements.parse(entry);
    LogView view = log.view();
    Directory directory = view.state().directory();
    SignedStatement statement;
    try {
      statement = directory.verify(envelope, log.keySets());
      directory.requireCurrent(statement.signer(), clock.instant());
    } catch (RefusedException e) {
      return log.find(view, envelope)
          .map(index -> log.proof(view, index).encode())
          .orElseThrow(() -> Statements.problem(e.refusal()));
    }
    return onward.append(statement, directory);
  }
}
