package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.repo.Revision;
import io.commonweight.registry.repo.TestRepo;
import io.commonweight.sdk.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unmodified clients of Hugging Face, with {@code HF_ENDPOINT} set to this registry. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class HuggingFaceClientTest {
  private static final String CARD = "---\nlicense: apache-2.0\ntags: [robotics]\n---\n\n# Card\n";
  private static final byte[] WEIGHTS = TestRepo.safetensors(1.5f, -2.25f, 3.75f);

  @TempDir Path directory;

  private final TestRepo repo = new TestRepo();

  @BeforeEach
  void clientsAreInstalled() throws Exception {
    HubPrograms.require();
  }

  @Test
  void pythonDownloadsOneFileAndSafetensorsOpensIt() throws Exception {
    repo.publish(CARD, 1.5f, -2.25f, 3.75f);

    String output =
        python(
            """
            from huggingface_hub import hf_hub_download
            from safetensors.numpy import load_file
            print(load_file(hf_hub_download(repo, 'model.safetensors'))['w'].tolist())
            """);

    assertThat(output).isEqualTo("[1.5, -2.25, 3.75]");
  }

  @Test
  void pythonDownloadsAPinnedRevisionAndChecksItAgainstTheHub() throws Exception {
    Revision first = repo.publish(CARD, 1);
    repo.publish(CARD, 2);

    String output =
        python(
            """
            from huggingface_hub import HfApi, snapshot_download
            folder = snapshot_download(repo, revision='v0')
            print(folder.split('/')[-1], sorted(os.listdir(folder)))
            checked = HfApi().verify_repo_checksums(repo, revision='v0')
            print(checked.checked_count, checked.mismatches, checked.missing_paths)
            """);

    assertThat(output).isEqualTo(first.commit() + " ['README.md', 'model.safetensors']\n2 [] []");
  }

  @Test
  void pythonReadsWhatTheHubKnowsOfAModel() throws Exception {
    repo.publish(CARD, 1);
    Revision head = repo.publish(CARD, 2);

    String output =
        python(
            """
            from huggingface_hub import HfApi
            api = HfApi()
            info = api.model_info(repo, files_metadata=True)
            print(info.id, info.sha, info.card_data.license, info.safetensors.total)
            print(info.commonweight['sequence'], info.commonweight['release'])
            print(api.list_repo_files(repo))
            print([m.id for m in api.list_models(author=repo.split('/')[0], filter='robotics')])
            print([t.name for t in api.list_repo_refs(repo).tags])
            print([c.title for c in api.list_repo_commits(repo)])
            tree = list(api.list_repo_tree(repo, expand=True))
            print([(f.path, f.last_commit.title) for f in tree])
            print([f.lfs.sha256 for f in api.get_paths_info(repo, ['model.safetensors', 'no'])])
            """);

    assertThat(output.lines().toList())
        .containsExactly(
            "%s %s apache-2.0 1".formatted(repo.id(), head.commit()),
            "1 " + head.provenance().orElseThrow().release(),
            "['README.md', 'model.safetensors']",
            "['%s']".formatted(repo.id()),
            "['v0', 'v1']",
            "['Release 1', 'Release 0']",
            "[('README.md', 'Release 0'), ('model.safetensors', 'Release 1')]",
            "['%s']".formatted(head.file("model.safetensors").orElseThrow().sha256()));
  }

  @Test
  void pythonUnderstandsEveryRefusal() throws Exception {
    repo.publish(CARD, 1);

    String output =
        python(
            """
            from huggingface_hub import HfApi, hf_hub_download
            api = HfApi()
            print(api.repo_exists(repo), api.repo_exists('nobody/nothing'))
            print(api.file_exists(repo, 'README.md'), api.file_exists(repo, 'config.json'))
            print(api.revision_exists(repo, 'v0'), api.revision_exists(repo, 'v1'))
            for name, rev in [('README.md', 'v7'), ('config.json', 'main')]:
                try:
                    hf_hub_download(repo, name, revision=rev)
                except Exception as e:
                    print(type(e).__name__)
            """);

    assertThat(output.lines().toList())
        .containsExactly(
            "True False",
            "True False",
            "True False",
            "RevisionNotFoundError",
            "RemoteEntryNotFoundError");
  }

  @Test
  void commandLineDownloadsARepo() throws Exception {
    repo.publish(CARD, 1.5f, -2.25f, 3.75f);
    Path target = directory.resolve("pulled");

    run("hf", "download", repo.id().toString(), "--local-dir", target.toString());

    assertThat(Sha256.of(target.resolve("model.safetensors"))).isEqualTo(Sha256.of(WEIGHTS));
    assertThat(target.resolve("README.md")).hasContent(CARD);
  }

  private String python(String script) throws Exception {
    return programs().python("repo = '%s'\n%s".formatted(repo.id(), script));
  }

  private String run(String... command) throws Exception {
    return programs().run(command);
  }

  private HubPrograms programs() {
    return new HubPrograms(directory, Map.of());
  }
}
