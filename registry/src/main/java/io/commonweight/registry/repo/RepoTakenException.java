package io.commonweight.registry.repo;

/** A federation released into the repo of another one. */
final class RepoTakenException extends RuntimeException {
  RepoTakenException(RepoId id, String owner) {
    super("repo " + id + " belongs to federation " + owner + "; name another in the charter");
  }
}
