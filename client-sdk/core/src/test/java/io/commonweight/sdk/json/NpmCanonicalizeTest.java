package io.commonweight.sdk.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.commonweight.sdk.foreign.ForeignProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The npm package {@code canonicalize} writes the bytes that we write. */
class NpmCanonicalizeTest {

  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper ESCAPING =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  @TempDir private Path folder;

  @Test
  void itWritesOurBytesOfRandomDocuments() throws Exception {
    List<String> ours = new ArrayList<>();
    List<String> otherForms = new ArrayList<>();
    for (int seed = 0; seed < 500; seed++) {
      Object document = new RandomDocument(new Random(seed)).next();
      ours.add(new String(CanonicalJson.write(document), StandardCharsets.UTF_8));
      otherForms.add((seed % 2 == 0 ? PLAIN : ESCAPING).writeValueAsString(document));
    }
    Files.write(folder.resolve("documents"), otherForms);

    ForeignProgram.node("canonicalize.mjs", "canonicalize")
        .output(folder, "documents", "canonical");

    // Only the line feed ends a line: strings hold every other separator of lines.
    String theirs = Files.readString(folder.resolve("canonical"));
    assertThat(List.of(theirs.split("\n"))).isEqualTo(ours).isNotEqualTo(otherForms);
  }
}
