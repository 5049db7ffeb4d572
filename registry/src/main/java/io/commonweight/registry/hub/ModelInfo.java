package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.commonweight.registry.repo.Provenance;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Revision;
import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model at a revision, as the hub shows it. Every repo is public; downloads and likes are not
 * counted, but some clients insist on a number.
 *
 * @param key 24 hexadecimal digits that follow from the name
 * @param id the name of the repo
 * @param modelId the same, for old clients
 * @param author the organization
 * @param sha the commit id of the revision
 * @param lastModified when this registry published the revision
 * @param createdAt when this registry published the first revision
 * @param isPrivate never
 * @param gated never
 * @param disabled never
 * @param downloads always 0
 * @param likes always 0
 * @param tags what a search can filter by
 * @param libraryName the library that the card names
 * @param pipelineTag the task that the card names
 * @param cardData the front matter of the card
 * @param safetensors how many numbers the weights have
 * @param siblings the files
 * @param usedStorage the size of all files, in bytes
 * @param commonweight what only this hub knows
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ModelInfo(
    @JsonProperty("_id") String key,
    String id,
    String modelId,
    String author,
    String sha,
    String lastModified,
    String createdAt,
    @JsonProperty("private") boolean isPrivate,
    boolean gated,
    boolean disabled,
    int downloads,
    int likes,
    List<String> tags,
    @JsonProperty("library_name") Optional<String> libraryName,
    @JsonProperty("pipeline_tag") Optional<String> pipelineTag,
    Map<String, Object> cardData,
    Safetensors safetensors,
    List<Sibling> siblings,
    long usedStorage,
    Commonweight commonweight) {

  private static final int KEY_LENGTH = 24;

  /** How many numbers the weights have, in all and by type. */
  record Safetensors(Map<String, Long> parameters, long total) {}

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

  static ModelInfo of(Repo repo, Revision revision) {
    String id = repo.id().toString();
    return new ModelInfo(
        Sha256.of(id.getBytes(StandardCharsets.UTF_8)).hex().substring(0, KEY_LENGTH),
        id,
        id,
        repo.id().organization(),
        revision.commit().hex(),
        HubTime.format(revision.publishedAt()),
        HubTime.format(repo.createdAt()),
        false,
        false,
        false,
        0,
        0,
        revision.card().tags(),
        revision.card().text("library_name"),
        revision.card().text("pipeline_tag"),
        revision.card().fields(),
        new Safetensors(Map.of("F32", revision.parameters()), revision.parameters()),
        revision.files().stream().map(Sibling::of).toList(),
        revision.files().stream().mapToLong(RepoFile::bytes).sum(),
        Commonweight.of(revision.provenance()));
  }
}
