package io.commonweight.registry.account;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;

/** Queries of accounts. */
@ApplicationScoped
class AccountRepository implements PanacheRepositoryBase<AccountEntity, Long> {

  /** The operators that are not disabled, oldest first, locked until the transaction ends. */
  List<AccountEntity> lockOperators() {
    return find("operator and not disabled order by id")
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  /** All accounts, by name. */
  List<AccountInfo> infos() {
    return getEntityManager()
        .createQuery(
            """
            select a, n from AccountEntity a join NamespaceEntity n on n.id = a.id
            order by n.name""",
            Object[].class)
        .getResultStream()
        .map(row -> AccountInfo.of((AccountEntity) row[0], (NamespaceEntity) row[1]))
        .toList();
  }
}
