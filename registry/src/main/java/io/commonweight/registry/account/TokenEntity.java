package io.commonweight.registry.account;

import io.commonweight.registry.account.Scope.Access;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A row of {@code token}, with its places. */
@Entity
@Table(name = "token")
class TokenEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  long accountId;
  String name;
  String digest;

  @Enumerated(EnumType.STRING)
  Scope.Kind scope;

  Instant createdAt;
  Instant expiresAt;
  @Nullable Instant revokedAt;
  @Nullable LocalDate lastUsedOn;

  @ElementCollection
  @CollectionTable(name = "token_place", joinColumns = @JoinColumn(name = "token_id"))
  Set<PlaceRow> places = new HashSet<>();

  /** A row of {@code token_place}. */
  @Embeddable
  record PlaceRow(String place, @Enumerated(EnumType.STRING) Access access) {}

  Scope scope() {
    Map<String, Access> byPlace =
        places.stream().collect(Collectors.toMap(PlaceRow::place, PlaceRow::access));
    return new Scope(scope, byPlace);
  }

  void setScope(Scope granted) {
    scope = granted.kind();
    granted.places().forEach((place, access) -> places.add(new PlaceRow(place, access)));
  }
}
