package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;

/**
 * The ids of git objects. Those that a release is shown as are pure functions of the release, its
 * files and the release before, so they agree in every registry.
 *
 * <p>The commit of release n has the tree of its files, the commit of release n−1 as its only
 * parent, {@code Commonweight <releases@commonweight.dev>} as author and committer, and n seconds
 * after 1970-01-01T00:00:00Z as both times: a release carries no clock, and git wants parents
 * earlier than children. Its message is {@code Release n}, an empty line, and {@code
 * Commonweight-Release: sha256:} with the release's digest.
 *
 * <p>The commit of an account has the account as author and committer, and the time of its arrival.
 */
final class GitObjects {
  private static final String NAME = "Commonweight";
  private static final String EMAIL = "releases@commonweight.dev";
  private static final String ACCOUNT_HOST = "@users.noreply.commonweight.dev";

  private GitObjects() {}

  /** The id of a file kept in git itself. */
  static GitId blob(byte[] content) {
    try (var formatter = new ObjectInserter.Formatter()) {
      return id(formatter.idFor(Constants.OBJ_BLOB, content));
    }
  }

  /** The id of the Git LFS pointer (specification v1) that stands for a large file. */
  static GitId pointer(Sha256 sha256, long bytes) {
    return blob(pointerContent(sha256, bytes));
  }

  static byte[] pointerContent(Sha256 sha256, long bytes) {
    String text =
        "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
            .formatted(sha256, bytes);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The id of the commit of a release. */
  static GitId commit(GitId tree, Optional<GitId> parent, int sequence, Sha256 release) {
    var person = new PersonIdent(NAME, EMAIL, time(sequence), ZoneOffset.UTC);
    return commit(tree, parent, person, message(sequence, release));
  }

  /**
   * The id of the commit of an account.
   *
   * @param author the account's name
   * @param time in whole seconds
   */
  static GitId commit(
      GitId tree, Optional<GitId> parent, String author, Instant time, String message) {
    var person = new PersonIdent(author, author + ACCOUNT_HOST, time, ZoneOffset.UTC);
    return commit(tree, parent, person, message);
  }

  private static GitId commit(
      GitId tree, Optional<GitId> parent, PersonIdent person, String message) {
    var commit = new CommitBuilder();
    commit.setTreeId(objectId(tree));
    parent.ifPresent(id -> commit.setParentId(objectId(id)));
    commit.setAuthor(person);
    commit.setCommitter(person);
    commit.setMessage(message);
    try (var formatter = new ObjectInserter.Formatter()) {
      return id(formatter.idFor(Constants.OBJ_COMMIT, commit.build()));
    } catch (UnsupportedEncodingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The time of a commit. */
  static Instant time(int sequence) {
    return Instant.ofEpochSecond(sequence);
  }

  /** The message of a commit, with its final newline. */
  static String message(int sequence, Sha256 release) {
    return "Release %d\n\nCommonweight-Release: sha256:%s\n".formatted(sequence, release);
  }

  private static GitId id(ObjectId id) {
    return new GitId(id.name());
  }

  private static ObjectId objectId(GitId id) {
    return ObjectId.fromString(id.hex());
  }
}
