package io.commonweight.registry.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.repo.FilePath;
import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** A line of a commit: what it says, or one thing that it does. */
sealed interface CommitLine {
  /**
   * The first line.
   *
   * @param summary the title
   * @param description the text below it; may be empty
   * @param parent at least five digits of the commit to follow
   */
  record Header(String summary, String description, Optional<String> parent)
      implements CommitLine {}

  /** A file with its content. */
  record InlineFile(FilePath path, Content content) implements CommitLine {}

  /** A file whose content was uploaded before; a copy has no size. */
  record LargeFile(FilePath path, Sha256 oid, OptionalLong size) implements CommitLine {}

  /** A file to delete. */
  record DeletedFile(FilePath path) implements CommitLine {}

  /** A folder to delete. */
  record DeletedFolder(FilePath path) implements CommitLine {}

  /** The content of a file. */
  final class Content {
    private final byte[] bytes;

    private Content(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The bytes, which are the caller's. */
    byte[] bytes() {
      return bytes.clone();
    }
  }

  /** How lines are read. */
  final class Reader {
    private static final ObjectMapper JSON =
        new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final Pattern PARENT = Pattern.compile("[0-9a-fA-F]{5,40}");
    private static final int MAX_SUMMARY = 1000;
    private static final int MAX_DESCRIPTION = 65_536;

    private Reader() {}

    /**
     * Reads a line, {@code {"key": …, "value": {…}}}.
     *
     * @throws BadRequest if it is not JSON, has an unknown key, or lacks something
     */
    static CommitLine read(byte[] line) {
      JsonNode json = json(line);
      JsonNode value = json.path("value");
      return switch (json.path("key").asText()) {
        case "header" -> header(value);
        case "file" -> new InlineFile(path(value), content(value));
        case "lfsFile" -> largeFile(value);
        case "deletedFile" -> new DeletedFile(path(value));
        case "deletedFolder" -> new DeletedFolder(folder(value));
        case String other -> throw new BadRequest("a commit has no lines of key '" + other + "'");
      };
    }

    private static JsonNode json(byte[] line) {
      try {
        return JSON.readTree(line);
      } catch (IOException _) {
        throw new BadRequest("a line of the commit is not JSON");
      }
    }

    private static Header header(JsonNode value) {
      String summary = text(value, "summary").strip();
      String description = value.path("description").asText("");
      Optional<String> parent =
          value.path("parentCommit").isTextual()
              ? Optional.of(value.path("parentCommit").asText())
              : Optional.empty();
      if (summary.isEmpty()
          || summary.length() > MAX_SUMMARY
          || description.length() > MAX_DESCRIPTION
          || parent.filter(PARENT.asMatchPredicate().negate()).isPresent()) {
        throw new BadRequest("the header lacks a summary, is too long, or names no parent commit");
      }
      return new Header(
          summary.lines().findFirst().orElseThrow(),
          description,
          parent.map(hex -> hex.toLowerCase(Locale.ROOT)));
    }

    private static LargeFile largeFile(JsonNode value) {
      JsonNode size = value.path("size");
      if (!value.path("algo").asText("sha256").equals("sha256")) {
        throw new BadRequest("large files are named by SHA-256 alone");
      }
      if (!size.isMissingNode()
          && !size.isNull()
          && !(size.canConvertToLong() && size.isIntegralNumber())) {
        throw new BadRequest("the size of a file is no number");
      }
      OptionalLong bytes =
          size.isIntegralNumber() ? OptionalLong.of(size.longValue()) : OptionalLong.empty();
      try {
        return new LargeFile(path(value), new Sha256(text(value, "oid")), bytes);
      } catch (IllegalArgumentException e) {
        throw new BadRequest(String.valueOf(e.getMessage()));
      }
    }

    private static Content content(JsonNode value) {
      String content = text(value, "content");
      return switch (value.path("encoding").asText("utf-8")) {
        case "base64" -> new Content(base64(content));
        case "utf-8" -> new Content(content.getBytes(UTF_8));
        case String other -> throw new BadRequest("content is not read as '" + other + "'");
      };
    }

    private static byte[] base64(String content) {
      try {
        return Base64.getDecoder().decode(content);
      } catch (IllegalArgumentException _) {
        throw new BadRequest("the content of a file is not Base64");
      }
    }

    private static FilePath folder(JsonNode value) {
      String path = text(value, "path");
      return PreuploadQuery.path(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    private static FilePath path(JsonNode value) {
      return PreuploadQuery.path(text(value, "path"));
    }

    private static String text(JsonNode value, String member) {
      if (!value.path(member).isTextual()) {
        throw new BadRequest("a line of the commit lacks the text \"" + member + "\"");
      }
      return value.path(member).asText();
    }
  }
}
