package io.commonweight.registry.account;

import io.commonweight.sdk.Sha256;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Queries of tokens. */
@ApplicationScoped
class TokenRepository implements PanacheRepositoryBase<TokenEntity, Long> {

  /** The token with its account and the account's namespace, if it is good now. */
  Optional<GoodToken> findGood(Sha256 digest, Instant now) {
    return getEntityManager()
        .createQuery(
            """
            select t, a, n from TokenEntity t
            join AccountEntity a on a.id = t.accountId join NamespaceEntity n on n.id = a.id
            where t.digest = :digest and t.revokedAt is null and t.expiresAt > :now
              and not a.disabled""",
            Object[].class)
        .setParameter("digest", digest.hex())
        .setParameter("now", now)
        .getResultStream()
        .map(
            row ->
                GoodToken.of(
                    (TokenEntity) row[0], (AccountEntity) row[1], (NamespaceEntity) row[2]))
        .findFirst();
  }

  /** Notes the day on which a token was last used. */
  void use(long id, LocalDate today) {
    update("lastUsedOn = ?1 where id = ?2 and (lastUsedOn is null or lastUsedOn < ?1)", today, id);
  }

  /** Whether one of some accounts has a token that is good now. */
  boolean hasGood(Collection<Long> accountIds, Instant now) {
    return count("accountId in ?1 and revokedAt is null and expiresAt > ?2", accountIds, now) > 0;
  }

  /** The tokens of an account that are not revoked, newest first. */
  List<TokenEntity> list(long accountId) {
    return list("accountId = ?1 and revokedAt is null order by id desc", accountId);
  }

  /**
   * Revokes a token of an account.
   *
   * @return whether this call did; not if there is none, or it was revoked before
   */
  boolean revoke(long accountId, long id, Instant now) {
    return update(
            "revokedAt = ?1 where id = ?2 and accountId = ?3 and revokedAt is null",
            now,
            id,
            accountId)
        == 1;
  }

  /** Revokes all tokens of an account. */
  void revokeAll(long accountId, Instant now) {
    update("revokedAt = ?1 where accountId = ?2 and revokedAt is null", now, accountId);
  }
}
