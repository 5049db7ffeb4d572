package io.commonweight.registry.hub;

import io.commonweight.registry.repo.CommitInfo;
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

  /** Who made a commit: an account or a federation, which have no pictures. */
  record Author(String user, String avatar) {}

  static CommitEntry of(CommitInfo commit) {
    return new CommitEntry(
        commit.commit().hex(),
        commit.title(),
        commit.body(),
        List.of(new Author(commit.author(), "")),
        HubTime.format(commit.publishedAt()));
  }
}
