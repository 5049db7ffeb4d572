package io.commonweight.sdk.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a case changes in genuine evidence: members of its JSON, lines of its checkpoint, or its
 * text.
 *
 * @param log the log's keys, for those who have them and lie
 */
record EvidenceEdit(CosignerKey log) {

  byte[] apply(byte[] genuine, JsonNode told) throws JsonException {
    JsonNode tree = CanonicalJson.parse(genuine, genuine.length);
    for (JsonNode edit : told.path("edit")) {
      edit(tree, edit);
    }
    String text = new String(CanonicalJson.write(tree), StandardCharsets.UTF_8);
    for (JsonNode replacement : told.path("text")) {
      String from = replacement.get(0).asText();
      if (!text.contains(from)) {
        throw new IllegalArgumentException("the evidence has no " + from);
      }
      text = text.replace(from, replacement.get(1).asText());
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** {@code at} is a JSON pointer. */
  private void edit(JsonNode tree, JsonNode edit) {
    String at = edit.path("at").asText();
    JsonNode before = tree.at(at);
    if (before.isMissingNode()) {
      throw new IllegalArgumentException("the evidence has no " + at);
    }
    if (edit.has("remove")) {
      ((ArrayNode) tree.at(parent(at))).remove(Integer.parseInt(name(at)));
    } else if (edit.has("set")) {
      put(tree, at, edit.path("set"));
    } else if (edit.has("copy")) {
      put(tree, at, tree.at(edit.path("copy").asText()).deepCopy());
    } else if (edit.has("payload")) {
      put(tree, at, TextNode.valueOf(payload(before.asText(), edit.path("payload"))));
    } else if (edit.has("flip")) {
      put(tree, at, TextNode.valueOf(flipped(before.asText())));
    } else {
      put(tree, at, TextNode.valueOf(note(before.asText(), edit)));
    }
  }

  private static void put(JsonNode tree, String at, JsonNode value) {
    if (tree.at(parent(at)) instanceof ObjectNode object) {
      object.set(name(at), value);
    } else {
      ((ArrayNode) tree.at(parent(at))).set(Integer.parseInt(name(at)), value);
    }
  }

  private static String payload(String base64, JsonNode replacement) {
    String before = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    String after = before.replace(replacement.get(0).asText(), replacement.get(1).asText());
    if (after.equals(before)) {
      throw new IllegalArgumentException("the payload stays as it is: " + before);
    }
    return Base64.getEncoder().encodeToString(after.getBytes(StandardCharsets.UTF_8));
  }

  /** Flips the last bit of base64 or hex. */
  private static String flipped(String text) {
    if (text.matches("[0-9a-f]{64}")) {
      return text.substring(0, 63) + (text.endsWith("0") ? '1' : '0');
    }
    byte[] bytes = Base64.getDecoder().decode(text);
    bytes[bytes.length - 1] ^= 1;
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Lines of signatures count from 0; {@code retext} has the log's Ed25519 key sign other text. */
  private String note(String note, JsonNode edit) {
    int split = note.indexOf("\n\n") + 2;
    String text = note.substring(0, split - 1);
    List<String> lines = new ArrayList<>(note.substring(split).lines().toList());
    if (edit.has("drop_line")) {
      lines.remove(edit.path("drop_line").asInt());
    } else if (edit.has("repeat_line")) {
      lines.set(edit.path("over").asInt(), lines.get(edit.path("repeat_line").asInt()));
    } else if (edit.has("flip_line")) {
      int i = edit.path("flip_line").asInt();
      lines.set(i, changed(lines.get(i), edit.path("byte").asInt(-1)));
    } else if (edit.has("retext")) {
      String other =
          text.replace(edit.path("retext").get(0).asText(), edit.path("retext").get(1).asText());
      if (other.equals(text)) {
        throw new IllegalArgumentException("the checkpoint's text stays as it is");
      }
      text = other;
      lines.set(
          0,
          SignedNote.sign(text, log.name(), log.ed25519())
              .encode()
              .substring(text.length() + 1)
              .strip());
    } else {
      throw new IllegalArgumentException("an edit without a change");
    }
    return text + '\n' + String.join("\n", lines) + '\n';
  }

  private static String changed(String line, int at) {
    int space = line.lastIndexOf(' ') + 1;
    byte[] bytes = Base64.getDecoder().decode(line.substring(space));
    bytes[at < 0 ? bytes.length - 1 : at] ^= 1;
    return line.substring(0, space) + Base64.getEncoder().encodeToString(bytes);
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  private static String name(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }
}
