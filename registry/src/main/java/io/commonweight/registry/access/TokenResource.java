package io.commonweight.registry.access;

import io.commonweight.registry.Anyone;
import io.commonweight.registry.ReadsOnly;
import io.commonweight.registry.access.Challenges.Challenge;
import io.commonweight.registry.federation.Federations;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.log.Statements;
import io.commonweight.registry.problem.RegistryException.ChallengeRefused;
import io.commonweight.registry.problem.RegistryException.Malformed;
import io.commonweight.registry.problem.RegistryException.TooLarge;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Envelope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /v1/challenges} and {@code /v1/tokens}: how a key of a federation proves itself. */
@Path("/v1")
@RunOnVirtualThread
public class TokenResource {
  private static final Duration MAX_VALIDITY = Duration.ofMinutes(10);
  private static final int MAX_BYTES = 16_384;

  private final Challenges challenges;
  private final Tokens tokens;
  private final Federations federations;
  private final Logs logs;
  private final Clock clock;

  TokenResource(
      Challenges challenges, Tokens tokens, Federations federations, Logs logs, Clock clock) {
    this.challenges = challenges;
    this.tokens = tokens;
    this.federations = federations;
    this.logs = logs;
    this.clock = clock;
  }

  /** What to sign. */
  record NewChallenge(String nonce, String audience, long expiresAt) {}

  /** What to send as {@code Authorization: Bearer}. */
  record NewToken(String token, long expiresAt) {}

  @Anyone
  @ReadsOnly
  @POST
  @Path("challenges")
  @Operation(summary = "A nonce to sign, good once")
  public NewChallenge challenge() {
    Challenge challenge = challenges.issue();
    return new NewChallenge(
        challenge.nonce(), federations.audience(), challenge.expiresAt().getEpochSecond());
  }

  @Anyone
  @POST
  @Path("tokens")
  @Operation(summary = "A token of at most ten minutes, for a signed challenge")
  public NewToken token(InputStream body) throws IOException {
    byte[] json = body.readNBytes(MAX_BYTES + 1);
    if (json.length > MAX_BYTES) {
      throw new TooLarge("the token request", MAX_BYTES);
    }
    Envelope envelope = envelope(json);
    TokenRequest request = TokenRequest.parse(envelope);
    Instant expiresAt = expiry(request);
    Fingerprint key = signer(envelope);
    Holder holder = authenticate(request.federation(), envelope, key);
    // Last, so that only a proven key uses a challenge up.
    challenges.use(request.nonce());
    String token = tokens.issue(new Caller(request.federation(), key, holder, expiresAt));
    return new NewToken(token, expiresAt.getEpochSecond());
  }

  private Instant expiry(TokenRequest request) {
    if (!request.audience().equals(federations.audience())) {
      throw new ChallengeRefused(
          "the request is for '%s', this registry is %s"
              .formatted(request.audience(), federations.audience()));
    }
    Instant now = clock.instant();
    Instant expiresAt = Instant.ofEpochSecond(request.expiresAt());
    if (!now.isBefore(expiresAt)) {
      throw new ChallengeRefused("the request has expired; is the clock right?");
    }
    Instant latest = Instant.ofEpochSecond(now.plus(MAX_VALIDITY).getEpochSecond());
    return expiresAt.isAfter(latest) ? latest : expiresAt;
  }

  private Holder authenticate(String federation, Envelope envelope, Fingerprint key) {
    Directory directory = logs.get(federation).view().state().directory();
    try {
      Holder holder = directory.authenticate(envelope, key);
      directory.requireCurrent(key, clock.instant());
      return holder;
    } catch (RefusedException e) {
      throw Statements.problem(e.refusal());
    }
  }

  private static Envelope envelope(byte[] json) {
    try {
      return Envelope.parse(json);
    } catch (JsonException e) {
      throw new Malformed("the body is no envelope: " + e.getMessage());
    }
  }

  private static Fingerprint signer(Envelope envelope) {
    try {
      return envelope.signerHint();
    } catch (JsonException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
