package io.commonweight.registry.hub;

import io.commonweight.registry.repo.Revision;
import java.util.List;

/**
 * A commit of a history.
 *
 * @param id its id
 * @param title the first line of its message
 * @param message the rest of its message
 * @param authors whom it names
 * @param date when this registry published it
 */
record CommitEntry(String id, String title, String message, List<Author> authors, String date) {

  /** Somebody whom a commit names: the federation, which has no picture. */
  record Author(String user, String avatar) {}

  static CommitEntry of(Revision revision) {
    String message = revision.message();
    return new CommitEntry(
        revision.commit().hex(),
        revision.title(),
        message.substring(revision.title().length()).strip(),
        List.of(new Author(revision.provenance().federation(), "")),
        HubTime.format(revision.publishedAt()));
  }
}
