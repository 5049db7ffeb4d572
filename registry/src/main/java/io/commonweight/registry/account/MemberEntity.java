package io.commonweight.registry.account;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;

/** A row of {@code member}. */
@Entity
@Table(name = "member")
class MemberEntity {
  @EmbeddedId Key id;

  @Enumerated(EnumType.STRING)
  Role role;

  /** Who is a member of what. */
  @Embeddable
  record Key(long organizationId, long accountId) {}
}
