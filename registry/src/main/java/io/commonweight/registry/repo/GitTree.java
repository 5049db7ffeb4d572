package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;

/**
 * The folders of a revision as git trees.
 *
 * @param root the id of the root
 * @param folders the ids of all other folders, by path
 */
public record GitTree(GitId root, SortedMap<String, GitId> folders) {
  // git sorts a folder as if its name ended with a slash.
  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::sortedAs, Arrays::compareUnsigned);

  /** An entry of a folder. */
  private record Entry(String name, boolean isFolder, ObjectId id) {
    FileMode mode() {
      return isFolder ? FileMode.TREE : FileMode.REGULAR_FILE;
    }

    byte[] sortedAs() {
      return (isFolder ? name + '/' : name).getBytes(UTF_8);
    }
  }

  /**
   * The trees of some files.
   *
   * @param files the ids of the files in git, by path; no file is the folder of another
   */
  static GitTree of(SortedMap<String, GitId> files) {
    try (var formatter = new ObjectInserter.Formatter()) {
      var folders = new TreeMap<String, GitId>();
      GitId root = tree("", files, folders, formatter);
      return new GitTree(root, folders);
    }
  }

  /** The trees of a revision. */
  public static GitTree of(Revision revision) {
    return ofContents(revision.contents());
  }

  /** The trees of some contents, by path. */
  static GitTree ofContents(SortedMap<String, FileContent> contents) {
    var ids = new TreeMap<String, GitId>();
    contents.forEach((path, content) -> ids.put(path, content.oid()));
    return of(ids);
  }

  private static GitId tree(
      String folder,
      SortedMap<String, GitId> files,
      SortedMap<String, GitId> folders,
      ObjectInserter.Formatter formatter) {
    List<Entry> entries = new ArrayList<>();
    var below = new TreeMap<String, SortedMap<String, GitId>>();
    for (Map.Entry<String, GitId> file : files.entrySet()) {
      String path = file.getKey();
      int slash = path.indexOf('/', folder.length());
      if (slash < 0) {
        entries.add(entry(path.substring(folder.length()), false, file.getValue()));
      } else {
        below
            .computeIfAbsent(path.substring(0, slash), _ -> new TreeMap<>())
            .put(path, file.getValue());
      }
    }
    below.forEach(
        (path, inside) -> {
          GitId id = tree(path + '/', inside, folders, formatter);
          folders.put(path, id);
          entries.add(entry(path.substring(folder.length()), true, id));
        });
    entries.sort(ORDER);
    var tree = new TreeFormatter();
    entries.forEach(entry -> tree.append(entry.name(), entry.mode(), entry.id()));
    return new GitId(tree.computeId(formatter).name());
  }

  private static Entry entry(String name, boolean isFolder, GitId id) {
    return new Entry(name, isFolder, ObjectId.fromString(id.hex()));
  }
}
