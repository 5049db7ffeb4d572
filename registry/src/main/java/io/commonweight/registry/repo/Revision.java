package io.commonweight.registry.repo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An immutable state of a repo: one release, as a git commit.
 *
 * @param commit the id of the commit
 * @param tree the id of its tree
 * @param provenance the release it shows
 * @param card what the front matter of its model card says
 * @param parameters how many numbers the weights have
 * @param publishedAt when this registry had all of its files
 * @param files its files, sorted by path
 */
public record Revision(
    GitId commit,
    GitId tree,
    Provenance provenance,
    CardData card,
    long parameters,
    Instant publishedAt,
    List<RepoFile> files) {

  /** Copies the files. */
  public Revision {
    files = List.copyOf(files);
  }

  /** The file of that name. */
  public Optional<RepoFile> file(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /** The first line of the commit's message. */
  public String title() {
    return message().lines().findFirst().orElseThrow();
  }

  /** The commit's message. */
  public String message() {
    return GitObjects.message(provenance.sequence(), provenance.release());
  }
}
