package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;

/** A row of {@code revision}, with its files. */
@Entity
@Table(name = "revision")
class RevisionEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  long repoId;
  String commitId;
  String treeId;
  @Nullable String parentCommit;
  String author;
  String message;
  @Nullable Integer sequence;
  @Nullable String release;
  @Nullable Long logIndex;
  @Nullable Long parameters;
  String card;
  Instant publishedAt;

  @ElementCollection
  @CollectionTable(name = "revision_file", joinColumns = @JoinColumn(name = "revision_id"))
  @OrderBy("path")
  @BatchSize(size = RepoQuery.MAX_LIMIT)
  List<FileRow> files = new ArrayList<>();

  /** A row of {@code revision_file}. */
  @Embeddable
  record FileRow(
      String path, String oid, String sha256, long bytes, boolean large, String changedBy) {
    static FileRow of(RepoFile file) {
      return new FileRow(
          file.path(),
          file.oid().hex(),
          file.sha256().hex(),
          file.bytes(),
          file.large(),
          file.changedBy().hex());
    }

    RepoFile file() {
      var content = new FileContent(new GitId(oid), new Sha256(sha256), bytes, large);
      return new RepoFile(path, content, new GitId(changedBy));
    }
  }

  Revision revision(Optional<String> federation) {
    return new Revision(
        info(federation),
        CardData.fromJson(card),
        parameters == null ? OptionalLong.empty() : OptionalLong.of(parameters),
        files.stream().map(FileRow::file).toList());
  }

  CommitInfo info(Optional<String> federation) {
    return new CommitInfo(
        new GitId(commitId),
        new GitId(treeId),
        Optional.ofNullable(parentCommit).map(GitId::new),
        author,
        message,
        federation.flatMap(this::provenance),
        publishedAt);
  }

  private Optional<Provenance> provenance(String federation) {
    return sequence == null || release == null || logIndex == null
        ? Optional.empty()
        : Optional.of(new Provenance(federation, sequence, new Sha256(release), logIndex));
  }
}
