package io.commonweight.registry.xet;

import io.commonweight.registry.problem.HubException.Unauthenticated;
import io.commonweight.registry.repo.Repo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/** Says who may upload, by tokens that are good for a short time. */
@ApplicationScoped
class Uploads {
  /** How long a token is good; clients get another before it ends. */
  static final Duration VALIDITY = Duration.ofMinutes(30);

  private static final String BEARER = "Bearer ";

  private final Session session;
  private final Clock clock;

  Uploads(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  /** What an account is permitted that may write to a repo. */
  Upload permit(long account, Repo repo, String revision) {
    Instant end = Instant.ofEpochSecond(clock.instant().plus(VALIDITY).getEpochSecond());
    return new Upload(account, repo.type(), repo.id(), revision, end);
  }

  /** The token for an upload. */
  @Transactional
  String token(Upload upload) {
    return tokens().write(upload);
  }

  /**
   * What a request may upload.
   *
   * @param account to whom the request's address belongs
   * @throws Unauthenticated if no good token came, or another's
   */
  @Transactional
  Upload require(long account, Optional<String> authorization) {
    String header = authorization.orElseThrow(Unauthenticated::withoutToken);
    if (!header.startsWith(BEARER)) {
      throw Unauthenticated.withUnknownToken();
    }
    Upload upload = tokens().read(header.substring(BEARER.length()), clock.instant());
    if (upload.account() != account) {
      throw Unauthenticated.withUnknownToken();
    }
    return upload;
  }

  private UploadTokens tokens() {
    return new UploadTokens(
        session.createNativeQuery("select secret from xet_key", byte[].class).getSingleResult());
  }
}
