package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.repo.RepoId;
import io.commonweight.registry.repo.RepoType;
import io.commonweight.registry.repo.Visibility;
import java.util.Optional;

/**
 * A repo by its name, and what else a request to make or delete it says.
 *
 * @param name its name, which may begin with the namespace and a slash
 * @param organization its namespace; the caller's own if it is absent here and in the name
 * @param type {@code model} if absent
 * @param visibility {@code public} or {@code private}
 * @param isPrivate the same, from older clients
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record NewRepo(
    String name,
    Optional<String> organization,
    Optional<String> type,
    Optional<String> visibility,
    @JsonProperty("private") Optional<Boolean> isPrivate) {

  /**
   * The name of the repo.
   *
   * @param own the caller's own namespace
   * @throws BadRequest if no repo can be called so
   */
  RepoId id(String own) {
    String full = name.contains("/") ? name : organization.orElse(own) + '/' + name;
    try {
      return RepoId.parse(full);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }

  /** What it holds. */
  RepoType repoType() {
    return type(type);
  }

  /** Who is to know of it: anyone, unless it says otherwise. */
  Visibility knownTo() {
    return visibility(visibility, isPrivate).orElse(Visibility.PUBLIC);
  }

  /** Reads a type of repos. */
  static RepoType type(Optional<String> type) {
    return switch (type.orElse("model")) {
      case "model" -> RepoType.MODEL;
      case "dataset" -> RepoType.DATASET;
      case String other -> throw new BadRequest("there are no repos of type '" + other + "' here");
    };
  }

  /** Reads a visibility, which clients write in two ways. */
  static Optional<Visibility> visibility(Optional<String> visibility, Optional<Boolean> isPrivate) {
    if (visibility.isEmpty()) {
      return isPrivate.map(hidden -> hidden ? Visibility.PRIVATE : Visibility.PUBLIC);
    }
    return switch (visibility.get()) {
      case "public" -> Optional.of(Visibility.PUBLIC);
      case "private" -> Optional.of(Visibility.PRIVATE);
      case String other -> throw new BadRequest("visibility '" + other + "' is not offered here");
    };
  }
}
