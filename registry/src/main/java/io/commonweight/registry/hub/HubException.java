package io.commonweight.registry.hub;

import io.commonweight.registry.repo.GitId;

/** What the hub refuses, in the terms that its clients know. */
abstract sealed class HubException extends RuntimeException {
  private final String detail;

  private HubException(String detail) {
    super(detail);
    this.detail = detail;
  }

  /** What is wrong, in words for the caller. */
  String detail() {
    return detail;
  }

  /** There is no such repo. */
  static final class RepoNotFound extends HubException {
    RepoNotFound(String repo) {
      super("Repository " + repo + " not found");
    }
  }

  /** The repo has no such revision. */
  static final class RevisionNotFound extends HubException {
    RevisionNotFound(String revision) {
      super("Invalid rev id: " + revision);
    }
  }

  /** The revision has no such file. */
  static final class EntryNotFound extends HubException {
    private final GitId commit;

    EntryNotFound(String path, GitId commit) {
      super(path + " does not exist at revision " + commit);
      this.commit = commit;
    }

    /** The revision, with which clients remember that the file is missing. */
    GitId commit() {
      return commit;
    }
  }

  /** The question needs an account. */
  static final class Unauthenticated extends HubException {
    Unauthenticated(String detail) {
      super(detail);
    }
  }

  /** The request cannot be read. */
  static final class BadRequest extends HubException {
    BadRequest(String detail) {
      super(detail);
    }
  }

  /** The request asks for more than is answered at once. */
  static final class TooMuch extends HubException {
    TooMuch(String detail) {
      super(detail);
    }
  }

  /** The content of a file cannot be read now. */
  static final class ContentUnavailable extends HubException {
    ContentUnavailable(String path) {
      super("the content of " + path + " is not in the blob store now; try again later");
    }
  }
}
