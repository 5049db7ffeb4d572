package io.commonweight.registry.repo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An immutable state of a repo, as a git commit.
 *
 * @param info the commit
 * @param card what the front matter of its card says
 * @param parameters how many numbers the weights have, where that is known
 * @param files its files, sorted by path
 */
public record Revision(
    CommitInfo info, CardData card, OptionalLong parameters, List<RepoFile> files) {
  /** The file that presents a repo. */
  public static final String CARD = "README.md";

  /** Copies the files. */
  public Revision {
    files = List.copyOf(files);
  }

  /**
   * A revision of some contents; what its parent holds already stays the parent's.
   *
   * @param contents the contents by path
   */
  static Revision of(
      CommitInfo info,
      CardData card,
      OptionalLong parameters,
      SortedMap<String, FileContent> contents,
      Optional<Revision> parent) {
    var before = parent.map(Revision::byPath).orElseGet(TreeMap::new);
    List<RepoFile> files =
        contents.entrySet().stream()
            .map(
                entry -> {
                  RepoFile old = before.get(entry.getKey());
                  return old != null && old.content().equals(entry.getValue())
                      ? old
                      : new RepoFile(entry.getKey(), entry.getValue(), info.commit());
                })
            .toList();
    return new Revision(info, card, parameters, files);
  }

  /** The id of the commit. */
  public GitId commit() {
    return info.commit();
  }

  /** The id of the tree. */
  public GitId tree() {
    return info.tree();
  }

  /** The release that it shows. */
  public Optional<Provenance> provenance() {
    return info.provenance();
  }

  /** When this registry had all of its files. */
  public Instant publishedAt() {
    return info.publishedAt();
  }

  /** The file of that name. */
  public Optional<RepoFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /** The contents of its files. */
  SortedMap<String, FileContent> contents() {
    var contents = new TreeMap<String, FileContent>();
    files.forEach(file -> contents.put(file.path(), file.content()));
    return contents;
  }

  private TreeMap<String, RepoFile> byPath() {
    return files.stream()
        .collect(Collectors.toMap(RepoFile::path, Function.identity(), (a, b) -> a, TreeMap::new));
  }
}
