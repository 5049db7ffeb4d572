package io.commonweight.registry.log;

import io.commonweight.registry.problem.RegistryException;
import io.commonweight.registry.problem.RegistryException.BadSignature;
import io.commonweight.registry.problem.RegistryException.Forbidden;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.Refused;
import io.commonweight.registry.problem.RegistryException.StatementCap;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.registry.problem.RegistryException.UnknownSigner;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;

/** Reads statements as they come over the wire. */
public final class Statements {
  private Statements() {}

  /**
   * The statement of an entry, its signature verified.
   *
   * @throws RegistryException if it must not be logged, whatever the log says
   */
  public static SignedStatement verify(Founding founding, byte[] entry) {
    try {
      return founding.verify(Envelope.parse(entry));
    } catch (JsonException e) {
      throw new Malformed("the body is no envelope: " + e.getMessage());
    } catch (RefusedException e) {
      throw problem(e.refusal());
    }
  }

  /** A refusal of the rules as callers learn of it. */
  public static RegistryException problem(Refusal refusal) {
    String detail = refusal.detail();
    return switch (refusal.code()) {
      case MALFORMED -> new Malformed(detail);
      case TOO_LARGE -> new TooLarge("the entry", Envelope.MAX_BYTES);
      case UNKNOWN_SIGNER -> new UnknownSigner(detail);
      case BAD_SIGNATURE -> new BadSignature(detail);
      case ROLE -> new Forbidden(detail);
      case STATE -> new Refused(detail);
      case STATEMENT_CAP -> new StatementCap(detail);
    };
  }
}
