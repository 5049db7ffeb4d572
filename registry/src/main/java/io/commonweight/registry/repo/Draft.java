package io.commonweight.registry.repo;

import io.commonweight.sdk.statement.Release;
import java.util.List;
import java.util.Optional;

/**
 * A revision that is computed and not stored yet.
 *
 * @param provenance the release it shows
 * @param commit the id of its commit
 * @param tree the id of its tree
 * @param card what its model card says
 * @param parameters how many numbers the weights have
 * @param files its files
 */
record Draft(
    Provenance provenance,
    GitId commit,
    GitId tree,
    CardData card,
    long parameters,
    List<RepoFile> files) {

  /**
   * The revision of a release.
   *
   * @param parent the revision of the release before
   */
  static Draft of(
      Provenance provenance, Release release, Optional<Revision> parent, ReleaseFiles.Read read) {
    List<RepoFile> files =
        read.files().stream()
            .map(file -> parent.flatMap(p -> p.file(file.path())).map(file::after).orElse(file))
            .toList();
    GitId tree = GitObjects.tree(files);
    GitId commit =
        GitObjects.commit(
            tree, parent.map(Revision::commit), provenance.sequence(), provenance.release());
    return new Draft(provenance, commit, tree, read.card(), parameters(release), files);
  }

  /** How many numbers the weights have; an {@link ArithmeticException} if no file holds so many. */
  private static long parameters(Release release) {
    return release.tensors().stream()
        .mapToLong(tensor -> tensor.shape().stream().reduce(1L, Math::multiplyExact))
        .reduce(0, Math::addExact);
  }
}
