package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.account.TestAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hugging Face's unmodified clients upload by Xet, which they do unless it is switched off. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class HuggingFaceXetTest {
  @TempDir Path directory;

  private final Account owner = TestAccounts.account();

  @BeforeEach
  void clientsAreInstalled() throws Exception {
    HubPrograms.require();
  }

  @Test
  void pythonUploadsAFileAgainAndChangedAndIntoAnotherRepo() throws Exception {
    String output =
        python(
            owner,
            """
            weights = np.random.default_rng(1).standard_normal(1 << 20).astype('<f4').tobytes()
            changed = weights[:999999] + b'abc' + weights[999999:]
            def upload(name, content, repo=repo):
                open('f', 'wb').write(content)
                api.upload_file(path_or_fileobj='f', path_in_repo=name, repo_id=repo)
            api.create_repo(repo)
            api.create_repo(repo + '-2', private=True)
            upload('first.safetensors', weights)
            upload('copy.safetensors', weights)
            upload('changed.safetensors', changed)
            upload('other.safetensors', weights, repo + '-2')
            folder = snapshot_download(repo)
            read = lambda path: open(path, 'rb').read()
            print(read(folder + '/first.safetensors') == weights)
            print(read(folder + '/copy.safetensors') == weights)
            print(read(folder + '/changed.safetensors') == changed)
            print(read(hf_hub_download(repo + '-2', 'other.safetensors')) == weights)
            checked = api.verify_repo_checksums(repo)
            print(checked.checked_count, checked.mismatches, checked.missing_paths)
            """);

    assertThat(output.lines().toList()).containsExactly("True", "True", "True", "True", "4 [] []");
  }

  @Test
  void twoAccountsOfOneMachineUploadTheSameFile() throws Exception {
    String organization = TestAccounts.organization(owner);
    Account other = TestAccounts.member(organization, Role.CONTRIBUTOR);
    String upload =
        """
        open('f', 'wb').write(np.random.default_rng(2).bytes(1 << 20))
        api.create_repo('%1$s/shared', exist_ok=True)
        api.upload_file(path_or_fileobj='f', path_in_repo=repo.split('/')[0] + '.bin',
            repo_id='%1$s/shared')
        print(len(api.list_repo_files('%1$s/shared')))
        """
            .formatted(organization);

    assertThat(python(owner, upload)).isEqualTo("2");
    assertThat(python(other, upload)).isEqualTo("3");
  }

  @Test
  void commandLineUploadsAFolderAndReaderMayNot() throws Exception {
    String repo = owner.name() + "/by-hand";
    python(
        owner,
        """
        os.makedirs('w/deep')
        for i in range(20):
            open(f'w/deep/{i}.bin', 'wb').write(np.random.default_rng(i).bytes(70000))
        """);

    programs(owner).run("hf", "upload", repo, directory.resolve("w").toString(), ".");

    assertThat(python(owner, "print(len(api.list_repo_files('" + repo + "')))")).isEqualTo("21");
    assertThat(
            python(
                TestAccounts.account(),
                """
                try:
                    api.upload_file(path_or_fileobj='w/deep/0.bin', path_in_repo='x.bin', repo_id='%s')
                except Exception as e:
                    print(type(e).__name__, '403' in str(e))
                """
                    .formatted(repo)))
        .isEqualTo("HfHubHTTPError True");
  }

  private String python(Account account, String script) throws Exception {
    return programs(account)
        .python(
            """
            import numpy as np
            from huggingface_hub import HfApi, hf_hub_download, snapshot_download
            os.chdir('%s')
            api = HfApi()
            repo = '%s/pushed'
            """
                    .formatted(directory, account.name())
                + script);
  }

  private HubPrograms programs(Account account) {
    String token = TestAccounts.as(account).substring("Bearer ".length());
    return new HubPrograms(directory, Map.of("HF_TOKEN", token));
  }
}
