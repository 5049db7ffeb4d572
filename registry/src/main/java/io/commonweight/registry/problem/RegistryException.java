package io.commonweight.registry.problem;

import io.commonweight.sdk.Sha256;
import java.time.Duration;

/**
 * What the registry refuses to do. Only {@link #detail()} and the data of the case ever reach a
 * caller.
 */
public abstract sealed class RegistryException extends RuntimeException {
  private final String detail;

  private RegistryException(String detail) {
    super(detail);
    this.detail = detail;
  }

  /** What is wrong, and what to do about it, in words for the caller. */
  public String detail() {
    return detail;
  }

  /** There is nothing of that name here, or nothing the caller may know of. */
  public static final class NotFound extends RegistryException {
    /** Nothing of that kind under that name. */
    public NotFound(String kind, String name) {
      super("no " + kind + " '" + name + "'");
    }
  }

  /** The request itself cannot be read. */
  public static final class Malformed extends RegistryException {
    /** A refusal that names what cannot be read. */
    public Malformed(String detail) {
      super(detail);
    }
  }

  /** The body is larger than is ever accepted there. */
  public static final class TooLarge extends RegistryException {
    private final long maxBytes;

    /** A refusal that names the limit. */
    public TooLarge(String what, long maxBytes) {
      super(what + " is larger than " + maxBytes + " bytes");
      this.maxBytes = maxBytes;
    }

    /** The most bytes that are accepted. */
    public long maxBytes() {
      return maxBytes;
    }
  }

  /** The bytes are not those that the address names. */
  public static final class DigestMismatch extends RegistryException {
    private final Sha256 declared;
    private final Sha256 actual;

    /** A refusal that names both digests. */
    public DigestMismatch(Sha256 declared, Sha256 actual) {
      super("the body has digest " + actual + ", not " + declared);
      this.declared = declared;
      this.actual = actual;
    }

    /** The digest in the address. */
    public Sha256 declared() {
      return declared;
    }

    /** The digest of what came. */
    public Sha256 actual() {
      return actual;
    }
  }

  /** The bytes and the salt are not those that the commitment was made to. */
  public static final class CommitmentMismatch extends RegistryException {
    /** A refusal that names the commitment. */
    public CommitmentMismatch(Sha256 commitment) {
      super("salt and body do not open commitment " + commitment);
    }
  }

  /** The checkpoint is not shown to continue what was cosigned before. */
  public static final class NotConsistent extends RegistryException {
    /** A refusal that names the step of the proof that failed. */
    public NotConsistent(String detail) {
      super(detail);
    }
  }

  /** The signature is of a key that the charter does not name and nobody has delegated. */
  public static final class UnknownSigner extends RegistryException {
    /** A refusal that names the key. */
    public UnknownSigner(String detail) {
      super(detail);
    }
  }

  /** The signature is of a key that was revoked. */
  public static final class Revoked extends RegistryException {
    /** A refusal that names the key. */
    public Revoked(String detail) {
      super(detail);
    }
  }

  /** The signature is of a key whose time is over, or has not come. */
  public static final class Expired extends RegistryException {
    /** A refusal that names the key and its time. */
    public Expired(String detail) {
      super(detail);
    }
  }

  /** The keys that a new charter names are not here. */
  public static final class UnknownKeys extends RegistryException {
    /** A refusal that names the set. */
    public UnknownKeys(String detail) {
      super(detail);
    }
  }

  /** The signature does not verify. */
  public static final class BadSignature extends RegistryException {
    /** A refusal that names what was signed. */
    public BadSignature(String detail) {
      super(detail);
    }
  }

  /** The log's rules do not admit the statement. */
  public static final class Refused extends RegistryException {
    /** A refusal with the rule that is broken. */
    public Refused(String detail) {
      super(detail);
    }
  }

  /** The node has stated as much in this round as the charter allows. */
  public static final class StatementCap extends RegistryException {
    /** A refusal that names the cap. */
    public StatementCap(String detail) {
      super(detail);
    }
  }

  /** No round is open in which the caller may submit. */
  public static final class NoOpenRound extends RegistryException {
    /** A refusal that names what is missing. */
    public NoOpenRound(String detail) {
      super(detail);
    }
  }

  /** The round is still open: nobody reads its updates yet. */
  public static final class RoundOpen extends RegistryException {
    /** A refusal that says when to come back. */
    public RoundOpen(String detail) {
      super(detail);
    }
  }

  /** The caller has no token, or one that is not or no longer valid. */
  public static final class Unauthenticated extends RegistryException {
    private final boolean tokenGiven;

    private Unauthenticated(String detail, boolean tokenGiven) {
      super(detail);
      this.tokenGiven = tokenGiven;
    }

    /** No token came with the request. */
    public static Unauthenticated withoutToken() {
      return new Unauthenticated(
          "this needs 'Authorization: Bearer <token>'; sign a challenge from /v1/challenges",
          false);
    }

    /** A token came that this registry does not know any more. */
    public static Unauthenticated withExpiredToken() {
      return new Unauthenticated(
          "the token has expired, or the registry has restarted; sign a new challenge", true);
    }

    /** Whether a token came. */
    public boolean tokenGiven() {
      return tokenGiven;
    }
  }

  /** The challenge is not, or no longer, one to answer. */
  public static final class ChallengeRefused extends RegistryException {
    /** A refusal that names what is wrong with it. */
    public ChallengeRefused(String detail) {
      super(detail);
    }
  }

  /** The caller is known and may not do this. */
  public static final class Forbidden extends RegistryException {
    /** A refusal that names who may. */
    public Forbidden(String detail) {
      super(detail);
    }
  }

  /** The range asked for lies outside the content. */
  public static final class RangeNotSatisfiable extends RegistryException {
    private final long size;

    /** A refusal that names the size. */
    public RangeNotSatisfiable(long size) {
      super("the content has " + size + " bytes");
      this.size = size;
    }

    /** The size of the whole content, in bytes. */
    public long size() {
      return size;
    }
  }

  /** The caller asks more often than is answered. */
  public static final class TooManyRequests extends RegistryException {
    /** A refusal that names the limit. */
    public TooManyRequests(String detail) {
      super(detail);
    }
  }

  /** The log's origin does not answer, so nothing was accepted. */
  public static final class OriginUnreachable extends RegistryException {
    /** A refusal that names the origin. */
    public OriginUnreachable(String origin) {
      super("origin " + origin + " does not answer; nothing was accepted, try again later");
    }
  }

  /** The registry cannot do this now; nothing was accepted. */
  public static final class Unavailable extends RegistryException {
    private final Duration retryAfter;

    /** A refusal that says what is being waited for. */
    public Unavailable(String detail, Duration retryAfter) {
      super(detail);
      this.retryAfter = retryAfter;
    }

    /** When to ask again. */
    public Duration retryAfter() {
      return retryAfter;
    }
  }

  /** Another registry's refusal, passed on as it came. */
  public static final class Forwarded extends RegistryException {
    private final Problem problem;

    /** A refusal of the origin. */
    public Forwarded(Problem problem) {
      super(problem.detail());
      this.problem = problem;
    }

    /** What the origin said. */
    public Problem problem() {
      return problem;
    }
  }
}
