package io.commonweight.registry.repo;

/** A federation released into a repo that is not its own. */
final class RepoTakenException extends RuntimeException {
  RepoTakenException(RepoId id) {
    super("repo " + id + " is not this federation's; name another in the charter");
  }
}
