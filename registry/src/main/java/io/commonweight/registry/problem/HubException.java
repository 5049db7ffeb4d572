package io.commonweight.registry.problem;

/** What the registry refuses to clients of the hub, in the terms that they know. */
public abstract sealed class HubException extends RuntimeException {
  private final String detail;

  private HubException(String detail) {
    super(detail);
    this.detail = detail;
  }

  /** What is wrong, in words for the caller. */
  public String detail() {
    return detail;
  }

  /** There is no such repo. */
  public static final class RepoNotFound extends HubException {
    /** A refusal that names the repo. */
    public RepoNotFound(String repo) {
      super("Repository " + repo + " not found");
    }
  }

  /** The repo has no such revision. */
  public static final class RevisionNotFound extends HubException {
    /** A refusal that names the revision. */
    public RevisionNotFound(String revision) {
      super("Invalid rev id: " + revision);
    }
  }

  /** The revision has no such file. */
  public static final class EntryNotFound extends HubException {
    private final String commit;

    /**
     * A refusal that names the file.
     *
     * @param commit the full commit id of the revision
     */
    public EntryNotFound(String path, String commit) {
      super(path + " does not exist at revision " + commit);
      this.commit = commit;
    }

    /** The revision, with which clients remember that the file is missing. */
    public String commit() {
      return commit;
    }
  }

  /** There is nothing else of that name, or nothing that the caller may know of. */
  public static final class NotFound extends HubException {
    /** Nothing of that kind under that name. */
    public NotFound(String kind, String name) {
      super("no " + kind + " '" + name + "'");
    }
  }

  /** The request needs an account. */
  public static final class Unauthenticated extends HubException {
    private Unauthenticated(String detail) {
      super(detail);
    }

    /** No token came with the request. */
    public static Unauthenticated withoutToken() {
      return new Unauthenticated(
          "This needs a token of this registry: send 'Authorization: Bearer TOKEN'");
    }

    /** A token came that this registry does not know, or no longer. */
    public static Unauthenticated withUnknownToken() {
      return new Unauthenticated("Invalid credentials in Authorization header");
    }
  }

  /** The caller is known and may not do this. */
  public static final class Forbidden extends HubException {
    /** A refusal that says who may, or why nobody may. */
    public Forbidden(String detail) {
      super(detail);
    }
  }

  /** What is there already stands against the request. */
  public static final class Conflict extends HubException {
    /** A refusal that names what stands against it. */
    public Conflict(String detail) {
      super(detail);
    }
  }

  /** The request cannot be read. */
  public static final class BadRequest extends HubException {
    /** A refusal that names what cannot be read. */
    public BadRequest(String detail) {
      super(detail);
    }
  }

  /** The request asks for, or brings, more than is ever accepted at once. */
  public static final class TooMuch extends HubException {
    /** A refusal that names the limit. */
    public TooMuch(String detail) {
      super(detail);
    }
  }

  /** The content of a file cannot be read now. */
  public static final class ContentUnavailable extends HubException {
    /** A refusal that names the file. */
    public ContentUnavailable(String path) {
      super("the content of " + path + " is not in the blob store now; try again later");
    }
  }
}
