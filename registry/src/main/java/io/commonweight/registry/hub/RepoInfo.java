package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.commonweight.registry.repo.Gate;
import io.commonweight.registry.repo.Provenance;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.RepoType;
import io.commonweight.registry.repo.Revision;
import io.commonweight.registry.repo.Visibility;
import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A repo at a revision, as the hub shows it. Downloads and likes are not counted, but some clients
 * insist on a number.
 *
 * @param key 24 hexadecimal digits that follow from the name
 * @param id the name of the repo
 * @param modelId the same for a model, for old clients
 * @param author the organization
 * @param sha the commit id of the revision
 * @param lastModified when this registry published the revision
 * @param createdAt when it was made
 * @param isPrivate whether only its namespace knows of it
 * @param gated {@code auto} or {@code manual} if only its namespace gets the content, else false
 * @param disabled never
 * @param downloads always 0
 * @param likes always 0
 * @param tags what a search can filter by
 * @param libraryName the library that the card names
 * @param pipelineTag the task that the card names
 * @param cardData the front matter of the card
 * @param safetensors how many numbers the weights have, where that is known
 * @param siblings the files
 * @param usedStorage the size of all files, in bytes
 * @param commonweight what only this hub knows, of a release
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RepoInfo(
    @JsonProperty("_id") String key,
    String id,
    Optional<String> modelId,
    String author,
    String sha,
    String lastModified,
    String createdAt,
    @JsonProperty("private") boolean isPrivate,
    Object gated,
    boolean disabled,
    int downloads,
    int likes,
    List<String> tags,
    @JsonProperty("library_name") Optional<String> libraryName,
    @JsonProperty("pipeline_tag") Optional<String> pipelineTag,
    Map<String, Object> cardData,
    Optional<Safetensors> safetensors,
    List<Sibling> siblings,
    long usedStorage,
    Optional<Commonweight> commonweight) {

  private static final int KEY_LENGTH = 24;

  /** How many numbers the weights have, in all and by type. */
  record Safetensors(Map<String, Long> parameters, long total) {
    static Optional<Safetensors> of(OptionalLong parameters) {
      return parameters.stream()
          .mapToObj(total -> new Safetensors(Map.of("F32", total), total))
          .findFirst();
    }
  }

  /**
   * A file.
   *
   * @param rfilename its path
   * @param size its size, in bytes
   * @param blobId its id in git
   * @param lfs more about a large one
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Sibling(String rfilename, long size, String blobId, Optional<Lfs> lfs) {
    static Sibling of(RepoFile file) {
      Optional<Lfs> lfs =
          file.large()
              ? Optional.of(new Lfs(file.sha256(), file.bytes(), file.pointerBytes()))
              : Optional.empty();
      return new Sibling(file.path(), file.bytes(), file.oid().hex(), lfs);
    }
  }

  /** A large file; here the digest is called {@code sha256}, in a tree {@code oid}. */
  record Lfs(Sha256 sha256, long size, int pointerSize) {}

  /**
   * The log's side of the revision.
   *
   * @param federation whose log it stands in
   * @param sequence counts the federation's releases
   * @param release the digest of the release statement
   * @param index the index of the log entry with which it came into force
   */
  record Commonweight(String federation, int sequence, Sha256 release, long index) {
    static Commonweight of(Provenance provenance) {
      return new Commonweight(
          provenance.federation(), provenance.sequence(), provenance.release(), provenance.index());
    }
  }

  static RepoInfo of(Repo repo, Revision revision) {
    String id = repo.id().toString();
    return new RepoInfo(
        key(repo),
        id,
        repo.type() == RepoType.MODEL ? Optional.of(id) : Optional.empty(),
        repo.id().organization(),
        revision.commit().hex(),
        HubTime.format(revision.publishedAt()),
        HubTime.format(repo.createdAt()),
        repo.visibility() == Visibility.PRIVATE,
        gated(repo.gate()),
        false,
        0,
        0,
        revision.card().tags(),
        revision.card().text("library_name"),
        revision.card().text("pipeline_tag"),
        revision.card().fields(),
        Safetensors.of(revision.parameters()),
        revision.files().stream().map(Sibling::of).toList(),
        revision.files().stream().mapToLong(RepoFile::bytes).sum(),
        revision.provenance().map(Commonweight::of));
  }

  /** The key of a repo. */
  static String key(Repo repo) {
    return Sha256.of(repo.path().getBytes(StandardCharsets.UTF_8)).hex().substring(0, KEY_LENGTH);
  }

  private static Object gated(Gate gate) {
    return switch (gate) {
      case NONE -> false;
      case AUTO -> "auto";
      case MANUAL -> "manual";
    };
  }
}
