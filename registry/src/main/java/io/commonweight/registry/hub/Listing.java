package io.commonweight.registry.hub;

import io.commonweight.registry.hub.HubRepos.Located;
import io.commonweight.registry.problem.HubException.EntryNotFound;
import io.commonweight.registry.repo.CommitInfo;
import io.commonweight.registry.repo.GitId;
import io.commonweight.registry.repo.GitTree;
import io.commonweight.registry.repo.RepoFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is in a folder.
 *
 * @param entries its files and folders, by path
 */
record Listing(List<TreeEntry> entries) {

  /**
   * The listing of a folder.
   *
   * @param recursive whether the folders in it are listed too
   * @param changes the commits to tell of, by id
   * @throws EntryNotFound if the revision has no such folder
   */
  static Listing of(Located located, boolean recursive, Map<GitId, CommitInfo> changes) {
    var tree = GitTree.of(located.revision());
    String folder = located.path();
    if (!folder.isEmpty() && !tree.folders().containsKey(folder)) {
      throw EntryNotFound.at(folder, located.revision().commit().hex());
    }
    String prefix = folder.isEmpty() ? "" : folder + '/';
    List<TreeEntry> entries = new ArrayList<>();
    tree.folders()
        .forEach(
            (path, id) -> {
              if (isListed(path, prefix, recursive)) {
                entries.add(TreeEntry.of(path, id));
              }
            });
    for (RepoFile file : located.revision().files()) {
      if (isListed(file.path(), prefix, recursive)) {
        entries.add(TreeEntry.of(file, Optional.ofNullable(changes.get(file.changedBy()))));
      }
    }
    entries.sort(Comparator.comparing(TreeEntry::path));
    return new Listing(entries);
  }

  private static boolean isListed(String path, String prefix, boolean recursive) {
    return path.startsWith(prefix) && (recursive || path.indexOf('/', prefix.length()) < 0);
  }
}
