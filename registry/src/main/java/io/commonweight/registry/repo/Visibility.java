package io.commonweight.registry.repo;

/** Who knows of a repo. */
public enum Visibility {
  /** Anyone. */
  PUBLIC,
  /** Whoever may read in its namespace; to all others it does not exist. */
  PRIVATE
}
