package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/**
 * A request to give a repo another name.
 *
 * @param fromRepo its name, with the namespace
 * @param toRepo the other name, with the namespace
 * @param type {@code model} if absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RepoMove(String fromRepo, String toRepo, Optional<String> type) {}
