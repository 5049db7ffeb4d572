package io.commonweight.registry.problem;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** There is no such repo, or none that the caller may know of. */
  public static final class RepoNotFound extends HubException {
    private final boolean callerIsKnown;

    /**
     * A refusal that names the repo.
     *
     * @param callerIsKnown whether a good token came; else one may help
     */
    public RepoNotFound(String repo, boolean callerIsKnown) {
      super("Repository " + repo + " not found");
      this.callerIsKnown = callerIsKnown;
    }

    /** Whether a good token came with the request. */
    boolean callerIsKnown() {
      return callerIsKnown;
    }
  }

  /** The repo has another name now. */
  public static final class MovedRepo extends HubException {
    private final String from;
    private final String to;

    /** Refers from a name to another of the same type. */
    public MovedRepo(String from, String to) {
      super("Repository " + from + " is called " + to + " now");
      this.from = from;
      this.to = to;
    }

    /** The same path with the new name; empty if the old one is not in the path. */
    Optional<String> location(String rawPath) {
      Matcher name = Pattern.compile("(?i)/" + Pattern.quote(from) + "(?![^/.?])").matcher(rawPath);
      return name.find() ? Optional.of(name.replaceFirst('/' + to)) : Optional.empty();
    }
  }

  /** The caller may know of the repo, but not have its content. */
  public static final class GatedRepo extends HubException {
    /** A refusal that names the repo. */
    public GatedRepo(String repo) {
      super("Access to repository " + repo + " is restricted: ask its owners");
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

    private EntryNotFound(String detail, String commit) {
      super(detail);
      this.commit = commit;
    }

    /**
     * A refusal that names the file.
     *
     * @param commit the full commit id of the revision
     */
    public static EntryNotFound at(String path, String commit) {
      return new EntryNotFound(path + " does not exist at revision " + commit, commit);
    }

    /** A refusal to delete the file, in words that clients look for. */
    public static EntryNotFound forDeletion(String path, String commit) {
      return new EntryNotFound("A file with this name doesn't exist: " + path, commit);
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

  /** There is one of that name already. */
  public static final class Exists extends HubException {
    private final String url;

    /**
     * A refusal that says where it is.
     *
     * @param url its address
     */
    public Exists(String what, String url) {
      super(what + " exists already");
      this.url = url;
    }

    /** Where it is; clients insist on knowing. */
    String url() {
      return url;
    }
  }

  /** The branch is no longer at the commit that the request builds on. */
  public static final class HeadMoved extends HubException {
    /** A refusal that says where the branch is. */
    public HeadMoved(String branch, String head) {
      super("%s is at %s now; take that in and commit again".formatted(branch, head));
    }
  }

  /** The registry has no such thing. */
  public static final class NotOffered extends HubException {
    /** A refusal that says what to do instead. */
    public NotOffered(String detail) {
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
