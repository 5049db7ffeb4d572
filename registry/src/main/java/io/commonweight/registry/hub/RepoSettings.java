package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.repo.Gate;
import io.commonweight.registry.repo.Visibility;
import java.util.Optional;

/**
 * A request to change who knows of a repo and who gets its content; what is absent stays.
 *
 * @param gated {@code false}, {@code "auto"} or {@code "manual"}
 * @param visibility {@code public} or {@code private}
 * @param isPrivate the same, from older clients
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RepoSettings(
    Optional<JsonNode> gated,
    Optional<String> visibility,
    @JsonProperty("private") Optional<Boolean> isPrivate) {

  /** Who is to get the content. */
  Optional<Gate> gate() {
    return gated
        .filter(value -> !value.isNull() && !value.isMissingNode())
        .map(
            value ->
                switch (value.asText()) {
                  case "false" -> Gate.NONE;
                  case "auto" -> Gate.AUTO;
                  case "manual" -> Gate.MANUAL;
                  default -> throw new BadRequest("gated must be false, \"auto\" or \"manual\"");
                });
  }

  /** Who is to know of it. */
  Optional<Visibility> knownTo() {
    return NewRepo.visibility(visibility, isPrivate);
  }
}
