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
import org.hibernate.annotations.BatchSize;

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
  int sequence;
  String release;
  long logIndex;
  long parameters;
  String card;
  Instant publishedAt;

  @ElementCollection
  @CollectionTable(name = "revision_file", joinColumns = @JoinColumn(name = "revision_id"))
  @OrderBy("path")
  @BatchSize(size = RepoQuery.MAX_LIMIT)
  List<FileRow> files = new ArrayList<>();

  /** A row of {@code revision_file}. */
  @Embeddable
  record FileRow(String path, String oid, String sha256, long bytes, boolean large, int changedIn) {
    static FileRow of(RepoFile file) {
      return new FileRow(
          file.path(),
          file.oid().hex(),
          file.sha256().hex(),
          file.bytes(),
          file.large(),
          file.changedIn());
    }

    RepoFile file() {
      return new RepoFile(path, new GitId(oid), new Sha256(sha256), bytes, large, changedIn);
    }
  }

  Revision revision(String federation) {
    return new Revision(
        new GitId(commitId),
        new GitId(treeId),
        new Provenance(federation, sequence, new Sha256(release), logIndex),
        CardData.fromJson(card),
        parameters,
        publishedAt,
        files.stream().map(FileRow::file).toList());
  }
}
