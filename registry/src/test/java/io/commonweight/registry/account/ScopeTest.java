package io.commonweight.registry.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.account.Scope.Access;
import io.commonweight.registry.account.Scope.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {

  @Test
  void roleIncludesThoseBeforeIt() {
    assertThat(Role.OWNER.atLeast(Role.READER)).isTrue();
    assertThat(Role.CONTRIBUTOR.atLeast(Role.CONTRIBUTOR)).isTrue();
    assertThat(Role.CONTRIBUTOR.atLeast(Role.MAINTAINER)).isFalse();
  }

  @Test
  void tokenToReadWithMakesOwnersReaders() {
    assertThat(Scope.READ.lower(Role.OWNER, "acme")).contains(Role.READER);
    assertThat(Scope.WRITE.lower(Role.OWNER, "acme")).contains(Role.OWNER);
    assertThat(Scope.SETUP.lower(Role.OWNER, "acme")).isEmpty();
  }

  @Test
  void fineGrainedTokenIsGoodInItsPlacesOnly() {
    var scope = new Scope(Kind.FINE_GRAINED, Map.of("acme/arm", Access.WRITE, "labs", Access.READ));

    assertThat(scope.lower(Role.OWNER, "acme/arm")).contains(Role.OWNER);
    assertThat(scope.lower(Role.OWNER, "acme/leg")).isEmpty();
    assertThat(scope.lower(Role.OWNER, "acme")).isEmpty();
    assertThat(scope.lower(Role.OWNER, "labs")).contains(Role.READER);
    assertThat(scope.lower(Role.OWNER, "labs/arm")).contains(Role.READER);
    assertThat(scope.lower(Role.OWNER, "other")).isEmpty();
  }

  @Test
  void greaterOfTwoRightsToARepoCounts() {
    assertThat(
            new Scope(Kind.FINE_GRAINED, Map.of("a", Access.WRITE, "a/b", Access.READ))
                .lower(Role.OWNER, "a/b"))
        .contains(Role.OWNER);
    assertThat(
            new Scope(Kind.FINE_GRAINED, Map.of("a", Access.READ, "a/b", Access.WRITE))
                .lower(Role.OWNER, "a/b"))
        .contains(Role.OWNER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "api", "A", "a/b/c", "a/", "/b", "a/../b", "a b"})
  void whatIsNoPlaceIsRefused(String place) {
    assertThatThrownBy(() -> new Scope(Kind.FINE_GRAINED, Map.of(place, Access.READ)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void onlyFineGrainedTokensHavePlaces() {
    assertThatThrownBy(() -> new Scope(Kind.FINE_GRAINED, Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scope(Kind.WRITE, Map.of("acme", Access.READ)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
