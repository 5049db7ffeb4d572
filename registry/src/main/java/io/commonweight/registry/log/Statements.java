package io.commonweight.registry.log;

import io.commonweight.registry.problem.RegistryException;
import io.commonweight.registry.problem.RegistryException.BadSignature;
import io.commonweight.registry.problem.RegistryException.Expired;
import io.commonweight.registry.problem.RegistryException.Forbidden;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.Refused;
import io.commonweight.registry.problem.RegistryException.Revoked;
import io.commonweight.registry.problem.RegistryException.StatementCap;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.registry.problem.RegistryException.UnknownKeys;
import io.commonweight.registry.problem.RegistryException.UnknownSigner;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;

/** Statements as they come over the wire, and refusals as they go back. */
public final class Statements {
  private Statements() {}

  /**
   * The envelope of an entry; nothing of it is verified.
   *
   * @throws Malformed if it is none
   */
  static Envelope parse(byte[] entry) {
    try {
      return Envelope.parse(entry);
    } catch (JsonException e) {
      throw new Malformed("the body is no envelope: " + e.getMessage());
    }
  }

  /** A refusal of the rules as callers learn of it. */
  public static RegistryException problem(Refusal refusal) {
    String detail = refusal.detail();
    return switch (refusal.code()) {
      case MALFORMED -> new Malformed(detail);
      case TOO_LARGE -> new TooLarge("the entry", Envelope.MAX_BYTES);
      case UNKNOWN_SIGNER -> new UnknownSigner(detail);
      case REVOKED -> new Revoked(detail);
      case EXPIRED -> new Expired(detail);
      case UNKNOWN_KEYS -> new UnknownKeys(detail);
      case BAD_SIGNATURE -> new BadSignature(detail);
      case ROLE -> new Forbidden(detail);
      case STATE -> new Refused(detail);
      case STATEMENT_CAP -> new StatementCap(detail);
    };
  }
}
