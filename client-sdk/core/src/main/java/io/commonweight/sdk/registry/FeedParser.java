package io.commonweight.sdk.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;

/** Reads feeds as registries send them. */
final class FeedParser {

  private FeedParser() {}

  /**
   * Reads a feed.
   *
   * @throws IOException if it is malformed or incomplete, or an entry is too large for a log
   */
  static Feed parse(byte[] json) throws IOException {
    Answer feed = Answer.parse("the registry's feed", json);
    var entries = new ArrayList<Bytes>();
    for (JsonNode entry : feed.list("entries")) {
      entries.add(entry(entry));
    }
    return new Feed(
        epoch(feed, "epoch"),
        epoch(feed, "newestEpoch"),
        feed.index("from"),
        entries,
        feed.text("checkpoint"));
  }

  private static int epoch(Answer feed, String member) throws IOException {
    long epoch = feed.index(member);
    if (epoch < 1 || epoch > Integer.MAX_VALUE) {
      throw new IOException("the registry's feed has an '%s' of %d".formatted(member, epoch));
    }
    return (int) epoch;
  }

  private static Bytes entry(JsonNode entry) throws IOException {
    if (!entry.isTextual()) {
      throw new IOException("the registry's feed has an entry that is not text");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(entry.textValue());
    } catch (IllegalArgumentException e) {
      throw new IOException("the registry's feed has an entry that is not base64", e);
    }
    if (bytes.length > Envelope.MAX_BYTES) {
      throw new IOException(
          "the registry's feed has an entry of %d bytes, at most %d are allowed"
              .formatted(bytes.length, Envelope.MAX_BYTES));
    }
    return Bytes.of(bytes);
  }
}
