package io.commonweight.registry.xet;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Queries of xorbs. */
@ApplicationScoped
@Transactional
class XorbRepository implements PanacheRepositoryBase<XorbEntity, String> {

  /**
   * Notes that a xorb is used, so that it stays.
   *
   * @return whether it is there
   */
  boolean use(XetHash hash, Instant now) {
    return update("usedAt = ?1 where hash = ?2", now, hash.toString()) == 1;
  }

  /**
   * Inserts a xorb, in one statement.
   *
   * @return whether it was not there
   */
  boolean insertIfAbsent(XetHash hash, String objectKey, XorbIndex index, Instant now) {
    return getSession()
            .createNativeMutationQuery(
                """
                insert into xorb (hash, object_key, places, used_at)
                values (:hash, :objectKey, :places, :now) on conflict (hash) do nothing""")
            .setParameter("hash", hash.toString())
            .setParameter("objectKey", objectKey)
            .setParameter("places", index.toBytes())
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }

  /**
   * Remembers that an account sent a xorb that is there.
   *
   * @return whether it was not known
   */
  boolean addSender(XetHash hash, long account) {
    return getSession()
            .createNativeMutationQuery(
                """
                insert into xorb_sender (hash, account_id) values (:hash, :account)
                on conflict (hash, account_id) do nothing""")
            .setParameter("hash", hash.toString())
            .setParameter("account", account)
            .executeUpdate()
        == 1;
  }

  /** A xorb that an account has sent. */
  Optional<XorbEntity> find(XetHash hash, long account) {
    return getSession()
        .createNativeQuery(
            """
            select x.* from xorb x join xorb_sender s on s.hash = x.hash
            where x.hash = :hash and s.account_id = :account""",
            XorbEntity.class)
        .setParameter("hash", hash.toString())
        .setParameter("account", account)
        .getResultStream()
        .findFirst();
  }

  /**
   * Forgets some xorbs that were last used before a time.
   *
   * @return where their bytes lie
   */
  List<String> forget(Instant before, int limit) {
    return getSession()
        .createNativeQuery(
            """
            delete from xorb where hash in (
              select hash from xorb where used_at < :before
              order by used_at limit :limit for update skip locked)
            returning object_key""",
            String.class)
        .setParameter("before", before)
        .setParameter("limit", limit)
        .getResultList();
  }
}
