package io.commonweight.registry.repo;

/** Who gets the content of a repo's files; what they are called is told to whoever knows of it. */
public enum Gate {
  /** Whoever knows of the repo. */
  NONE,
  /** Whoever may read in its namespace; others ask, and are let in at once. */
  AUTO,
  /** Whoever may read in its namespace; others ask, and are let in by a person. */
  MANUAL
}
