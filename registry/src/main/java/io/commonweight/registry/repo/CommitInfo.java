package io.commonweight.registry.repo;

import java.time.Instant;
import java.util.Optional;

/**
 * A commit, apart from its files.
 *
 * @param commit its id
 * @param tree the id of its tree
 * @param parent the commit before it
 * @param author the account or federation that made it
 * @param message its message, with its final newline
 * @param provenance the release that it shows
 * @param publishedAt when this registry had all of its files
 */
public record CommitInfo(
    GitId commit,
    GitId tree,
    Optional<GitId> parent,
    String author,
    String message,
    Optional<Provenance> provenance,
    Instant publishedAt) {

  /** The first line of the message. */
  public String title() {
    return message.lines().findFirst().orElse("");
  }

  /** The message behind its first line. */
  public String body() {
    return message.substring(title().length()).strip();
  }
}
