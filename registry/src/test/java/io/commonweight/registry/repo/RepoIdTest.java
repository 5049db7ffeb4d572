package io.commonweight.registry.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepoIdTest {

  @Test
  void caseDoesNotCount() {
    assertThat(RepoId.parse("Acme/Pol.v2_x")).isEqualTo(new RepoId("acme", "pol.v2_x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme",
        "acme/",
        "/pol",
        "a/b/c",
        "acme/..",
        "acme/a..b",
        "acme/a--b",
        "acme/-a",
        "acme/a.",
        "acme/x.git",
        "acme/a b",
        "acme/\u00e9",
        "api/models",
        "v1/x",
        "datasets/x"
      })
  void otherNamesAreRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> RepoId.parse(name));
  }

  @Test
  void namesOfPathsThatNoRepoCanHaveNameNone() {
    assertThat(RepoId.find("api", "models")).isEmpty();
    assertThat(RepoId.find("Acme", "pol")).contains(new RepoId("acme", "pol"));
  }
}
