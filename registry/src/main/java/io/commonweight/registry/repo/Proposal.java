package io.commonweight.registry.repo;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.EntryNotFound;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A commit that somebody wants to make.
 *
 * @param author the account that makes it
 * @param message its message, with its final newline
 * @param parent at least five digits of the commit that it must follow; any if absent
 * @param changes what it does, in order
 */
public record Proposal(
    String author, String message, Optional<String> parent, List<Change> changes) {
  /** The most files of a revision. */
  static final int MAX_FILES = 50_000;

  /** Copies the changes. */
  public Proposal {
    changes = List.copyOf(changes);
  }

  /** A message of a title and an optional text below it. */
  public static String message(String title, String body) {
    return body.isBlank() ? title + '\n' : title + "\n\n" + body.strip() + '\n';
  }

  /**
   * The contents after the changes.
   *
   * @throws EntryNotFound if a file is to be deleted that is not there
   * @throws BadRequest if a file would be the folder of another, or there are too many
   */
  SortedMap<String, FileContent> applyTo(Revision base) {
    var files = new TreeMap<>(base.contents());
    for (Change change : changes) {
      switch (change) {
        case Change.Put put -> files.put(put.path().text(), put.content());
        case Change.DeleteFile file -> {
          if (files.remove(file.path().text()) == null) {
            throw EntryNotFound.forDeletion(file.path().text(), base.commit().hex());
          }
        }
        // '0' is the character behind '/'.
        case Change.DeleteFolder folder ->
            files.subMap(folder.path().text() + '/', folder.path().text() + '0').clear();
      }
    }
    check(files);
    return files;
  }

  private static void check(SortedMap<String, FileContent> files) {
    if (files.size() > MAX_FILES) {
      throw new BadRequest("a revision has at most " + MAX_FILES + " files");
    }
    for (String path : files.keySet()) {
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        if (files.containsKey(path.substring(0, slash))) {
          throw new BadRequest(path + " is below a file, not a folder");
        }
      }
    }
  }
}
