package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.TestAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hugging Face's unmodified clients write repos, by Git LFS. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class HuggingFacePushTest {
  @TempDir Path directory;

  private final Account owner = TestAccounts.account();

  @BeforeEach
  void clientsAreInstalled() throws Exception {
    HubPrograms.require();
  }

  @Test
  void pythonMakesARepoAndUploadsFilesOfEveryKind() throws Exception {
    String output =
        python(
            """
            print(api.whoami()['name'] == repo.split('/')[0])
            print(api.create_repo(repo).repo_id == repo)
            print(api.create_repo(repo, exist_ok=True).repo_id == repo)
            weights = bytes(range(256)) * 10240
            api.upload_file(path_or_fileobj=weights, path_in_repo='model.safetensors', repo_id=repo)
            api.upload_file(path_or_fileobj=b'hello', path_in_repo='a/b c+d.txt', repo_id=repo)
            api.upload_file(path_or_fileobj=io.BytesIO(b'x' * 11000000), path_in_repo='x', repo_id=repo)
            api.upload_file(path_or_fileobj=b'', path_in_repo='empty.bin', repo_id=repo)
            os.makedirs('f/sub', exist_ok=True)
            open('f/one.txt', 'w').write('1')
            open('f/sub/two.bin', 'wb').write(bytes([0, 1, 2]))
            made = api.upload_folder(folder_path='f', path_in_repo='folder', repo_id=repo)
            print(made.oid == api.model_info(repo).sha)
            print(sorted(api.list_repo_files(repo)))
            folder = snapshot_download(repo)
            print(open(folder + '/model.safetensors', 'rb').read() == weights)
            print(open(folder + '/a/b c+d.txt').read(), os.path.getsize(folder + '/x'))
            checked = api.verify_repo_checksums(repo)
            print(checked.checked_count, checked.mismatches, checked.missing_paths)
            """);

    assertThat(output.lines().toList())
        .containsExactly(
            "True",
            "True",
            "True",
            "True",
            "['.gitattributes', 'a/b c+d.txt', 'empty.bin', 'folder/one.txt',"
                + " 'folder/sub/two.bin', 'model.safetensors', 'x']",
            "True",
            "hello 11000000",
            "7 [] []");
  }

  @Test
  void pythonNamesRevisionsCopiesMovesAndDeletes() throws Exception {
    String output =
        python(
            """
            from huggingface_hub import CommitOperationCopy
            api.create_repo(repo)
            api.upload_file(path_or_fileobj=bytes(300), path_in_repo='w.bin', repo_id=repo)
            api.create_tag(repo, tag='v1.0', tag_message='first')
            api.create_tag(repo, tag='v1.0', exist_ok=True)
            api.create_branch(repo, branch='feat/x')
            api.create_branch(repo, branch='feat/x', exist_ok=True)
            api.create_commit(repo, commit_message='copy', revision='feat/x', operations=[
                CommitOperationCopy(src_path_in_repo='w.bin', path_in_repo='c/w.bin')])
            print(sorted(api.list_repo_files(repo, revision='feat/x')))
            refs = api.list_repo_refs(repo)
            print([b.name for b in refs.branches], [t.name for t in refs.tags])
            api.upload_file(path_or_fileobj=b'1', path_in_repo='d/1.txt', repo_id=repo)
            api.delete_folder('d', repo_id=repo)
            api.delete_file('w.bin', repo_id=repo)
            print(api.list_repo_files(repo), api.list_repo_files(repo, revision='v1.0'))
            api.delete_branch(repo, branch='feat/x')
            try:
                api.create_commit(repo, commit_message='late', parent_commit=refs.tags[0].target_commit,
                    operations=[CommitOperationAdd('late.txt', b'x')])
            except HfHubHTTPError as e:
                print(e.response.status_code)
            print([c.title for c in api.list_repo_commits(repo)][:2])
            api.move_repo(repo, repo + '-moved')
            print(open(hf_hub_download(repo, 'w.bin', revision='v1.0'), 'rb').read() == bytes(300))
            api.delete_repo(repo + '-moved')
            print(api.repo_exists(repo), api.repo_exists(repo + '-moved'))
            """);

    assertThat(output.lines().toList())
        .containsExactly(
            "['.gitattributes', 'c/w.bin', 'w.bin']",
            "['feat/x', 'main'] ['v1.0']",
            "['.gitattributes'] ['.gitattributes', 'w.bin']",
            "412",
            "['Delete w.bin with huggingface_hub', 'Delete folder d with huggingface_hub']",
            "True",
            "False False");
  }

  @Test
  void pythonKeepsPrivateDataSetsPrivate() throws Exception {
    String output =
        python(
            """
            url = api.create_repo(repo, repo_type='dataset', private=True)
            print(url.repo_type, url.repo_id == repo)
            api.upload_file(path_or_fileobj=b'PAR1', path_in_repo='data/0.parquet', repo_id=repo,
                repo_type='dataset')
            print(api.dataset_info(repo).private, api.repo_exists(repo))
            print(open(hf_hub_download(repo, 'data/0.parquet', repo_type='dataset'), 'rb').read())
            print(api.repo_exists(repo, repo_type='dataset', token=False))
            api.update_repo_settings(repo, repo_type='dataset', private=False)
            print(api.repo_exists(repo, repo_type='dataset', token=False))
            print([d.id == repo for d in api.list_datasets(author=repo.split('/')[0])])
            """);

    assertThat(output.lines().toList())
        .containsExactly("dataset True", "True False", "b'PAR1'", "False", "True", "[True]");
  }

  @Test
  void commandLineUploadsAFolder() throws Exception {
    String repo = owner.name() + "/by-hand";
    java.nio.file.Files.createDirectories(directory.resolve("w/deep"));
    java.nio.file.Files.writeString(directory.resolve("w/deep/a.txt"), "a");
    java.nio.file.Files.write(directory.resolve("w/b.bin"), new byte[5000]);

    programs().run("hf", "upload", repo, directory.resolve("w").toString(), ".");

    assertThat(python("print(sorted(api.list_repo_files('" + repo + "')))"))
        .isEqualTo("['.gitattributes', 'b.bin', 'deep/a.txt']");
  }

  private String python(String script) throws Exception {
    return programs()
        .python(
            """
            import io
            from huggingface_hub import CommitOperationAdd, HfApi, hf_hub_download, snapshot_download
            from huggingface_hub.utils import HfHubHTTPError
            os.chdir('%s')
            api = HfApi()
            repo = '%s/pushed'
            """
                    .formatted(directory, owner.name())
                + script);
  }

  private HubPrograms programs() {
    String token = TestAccounts.as(owner).substring("Bearer ".length());
    return new HubPrograms(directory, Map.of("HF_TOKEN", token, "HF_HUB_DISABLE_XET", "1"));
  }
}
