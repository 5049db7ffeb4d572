package io.commonweight.cli.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.cli.Invocation;
import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseFolderTest {
  private static final String NO_SUCH_REGISTRY = "http://127.0.0.1:1";

  @TempDir private Path folder;
  private Path files;
  private Path founding;

  @BeforeEach
  void found() throws IOException {
    files = Files.createDirectory(folder.resolve("release-0"));
    founding = folder.resolve("founding");
    writeWeights(1, 2, 3);
    Files.writeString(files.resolve("config.json"), "{\"chunk\":8,\"license\":\"apache-2.0\"}");
    Files.writeString(
        files.resolve("embodiment.json"),
        """
        {"robot_type":"arm","control_mode":"relative","fps":10,
         "state":[{"name":"x","unit":"m"}],"action":[{"name":"x","unit":"m"}]}
        """);
    generate("north", "keys", "--log");
    generate("east", "east");
    Invocation created =
        Invocation.run(
            "federation",
            "create",
            "--name",
            "tabletop",
            "--policy",
            "tabletop/policy",
            "--origin",
            "registry.example/tabletop",
            "--sequencer",
            "north",
            "--member",
            folder.resolve("keys/member.json"),
            "--member",
            folder.resolve("east/member.json"),
            "--profile",
            files.resolve("embodiment.json"),
            "--out",
            founding);
    assertThat(created.err()).isEmpty();
  }

  @Test
  void theStatementFollowsFromTheFiles() throws IOException, CommandException {
    assertThat(writeCard().exitCode()).isZero();

    Release release = statement();

    assertThat(release.sequence()).isZero();
    assertThat(release.files())
        .extracting(Release.File::path)
        .containsExactly("README.md", "config.json", "embodiment.json", "model.safetensors");
    assertThat(release.tensors()).containsExactly(new Release.Tensor("layer.weight", List.of(3L)));
    assertThat(statement()).isEqualTo(release);
  }

  @Test
  void aMissingCardIsToldBeforeAnythingIsSigned() {
    Invocation refused =
        Invocation.run(
            "federation",
            "approve",
            "--founding",
            founding,
            "--keys",
            folder.resolve("keys"),
            "--registry",
            NO_SUCH_REGISTRY,
            "--release",
            files);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "commonweight: %s has no README.md: make it with 'commonweight release card'%n"
                .formatted(files));
  }

  @Test
  void aCardOfOtherWeightsIsRefused() throws IOException {
    writeCard();
    writeWeights(1, 2, 4);

    assertThatThrownBy(this::statement)
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("README.md does not fit the weights:");
  }

  @Test
  void anotherProfileThanTheChartersIsRefused() throws IOException {
    Files.writeString(
        files.resolve("embodiment.json"),
        Files.readString(files.resolve("embodiment.json")).replace("arm", "leg"));
    writeCard();

    assertThatThrownBy(this::statement)
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("the release has no embodiment.json with digest");
  }

  @Test
  void weightsOfIntegersAreRefused() throws IOException {
    Safetensors.writeInts(
        files.resolve(Release.WEIGHTS),
        Dtype.I32,
        Map.of("layer.weight", new IntTensor(List.of(1L), IntBuffer.wrap(new int[] {1}))));
    writeCard();

    assertThatThrownBy(this::statement)
        .isInstanceOf(CommandException.class)
        .hasMessage("tensor layer.weight is I32: the weights of a release are F32");
  }

  @Test
  void keysThatTheCharterDoesNotNameApproveNothing() {
    Path others = generate("north", "others");

    Invocation refused =
        Invocation.run(
            "federation",
            "approve",
            "--founding",
            founding,
            "--keys",
            others,
            "--registry",
            NO_SUCH_REGISTRY);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("the charter names no root key");
  }

  private Path generate(String organization, String directory, String... more) {
    Path keys = folder.resolve(directory);
    List<Object> args = new ArrayList<>(List.of("keys", "generate", "--no-passphrase"));
    args.addAll(List.of("--organization", organization, "--dir", keys));
    args.addAll(List.of(more));
    assertThat(Invocation.run(args.toArray()).err()).isEmpty();
    return keys;
  }

  private void writeWeights(float... values) throws IOException {
    var tensor = new FloatTensor(List.of((long) values.length), FloatBuffer.wrap(values));
    Safetensors.writeFloats(files.resolve(Release.WEIGHTS), Map.of("layer.weight", tensor));
  }

  private Invocation writeCard() {
    return Invocation.run("release", "card", "--founding", founding, "--folder", files);
  }

  private Release statement() throws IOException, CommandException {
    return new ReleaseFolder(files).statement(Founding.load(founding));
  }
}
