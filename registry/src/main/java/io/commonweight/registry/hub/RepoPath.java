package io.commonweight.registry.hub;

import io.commonweight.registry.repo.RepoType;
import org.jboss.resteasy.reactive.RestPath;

/**
 * The repo that a path below {@code /api} names.
 *
 * @param type what it holds
 * @param organization its namespace
 * @param name its name there
 */
public record RepoPath(
    @RestPath RepoType type, @RestPath String organization, @RestPath String name) {

  /** The template of the path of all repos. */
  public static final String ALL = "/api/{type:models|datasets}";

  /** The template of the rest of the path of a repo. */
  public static final String ONE = "{organization}/{name}";
}
