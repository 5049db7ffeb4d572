package io.commonweight.registry.hub;

import io.commonweight.registry.repo.Ref;
import java.util.List;

/**
 * The names of a model's revisions.
 *
 * @param branches those that move
 * @param tags those that do not
 * @param converts always empty, and clients insist on it
 * @param pullRequests always empty
 */
record RefList(
    List<Entry> branches, List<Entry> tags, List<Entry> converts, List<Entry> pullRequests) {

  /** A name, in short and in full, and the commit it stands for. */
  record Entry(String name, String ref, String targetCommit) {
    static Entry of(Ref ref) {
      return new Entry(ref.name(), ref.fullName(), ref.commit().hex());
    }
  }

  static RefList of(List<Ref> refs) {
    return new RefList(
        entries(refs, Ref.Kind.BRANCH), entries(refs, Ref.Kind.TAG), List.of(), List.of());
  }

  private static List<Entry> entries(List<Ref> refs, Ref.Kind kind) {
    return refs.stream().filter(ref -> ref.kind() == kind).map(Entry::of).toList();
  }
}
