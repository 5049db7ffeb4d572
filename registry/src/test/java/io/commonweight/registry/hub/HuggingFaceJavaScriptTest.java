package io.commonweight.registry.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.RegistryServices;
import io.commonweight.registry.account.Account;
import io.commonweight.registry.account.TestAccounts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hugging Face's unmodified JavaScript client writes and reads a repo. */
@QuarkusTest
@QuarkusTestResource(RegistryServices.class)
class HuggingFaceJavaScriptTest {
  @TempDir Path directory;

  private final Account owner = TestAccounts.account();

  @BeforeEach
  void clientIsInstalled() {
    HubPrograms.requireJavaScript();
  }

  @Test
  void javaScriptMakesWritesReadsAndDeletesARepo() throws Exception {
    String token = TestAccounts.as(owner).substring("Bearer ".length());

    String output =
        new HubPrograms(directory, Map.of())
            .node(
                """
                import {createRepo, uploadFiles, listFiles, downloadFile, whoAmI, commit, deleteRepo,
                  repoExists} from "@huggingface/hub";
                const hub = {hubUrl: "http://localhost:%d", accessToken: "%s"};
                const repo = {type: "model", name: "%s/from-js"};
                console.log((await whoAmI(hub)).name);
                await createRepo({...hub, repo});
                const weights = new Uint8Array(2500000).map((_, i) => i * 7);
                await uploadFiles({...hub, repo, useXet: false, files: [
                  {path: "a/config.json", content: new Blob(["{}"])},
                  {path: "model.safetensors", content: new Blob([weights])}]});
                const paths = [];
                for await (const file of listFiles({...hub, repo, recursive: true})) {
                  if (file.type === "file") paths.push(file.path);
                }
                console.log(paths.join(" "));
                const loaded = await downloadFile({...hub, repo, path: "model.safetensors"});
                console.log(Buffer.from(await loaded.arrayBuffer()).equals(Buffer.from(weights)));
                await commit({...hub, repo, title: "Less",
                  operations: [{operation: "delete", path: "a/config.json"}]});
                console.log(await downloadFile({...hub, repo, path: "a/config.json"}));
                await deleteRepo({...hub, repo});
                console.log(await repoExists({...hub, repo}));
                """
                    .formatted(RestAssured.port, token, owner.name()));

    assertThat(output.lines().toList())
        .containsExactly(
            owner.name(),
            ".gitattributes a/config.json model.safetensors",
            "true",
            "null",
            "false");
  }
}
