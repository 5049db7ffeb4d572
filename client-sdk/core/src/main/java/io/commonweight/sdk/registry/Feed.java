package io.commonweight.sdk.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A stretch of a log as a server tells it; nothing of it is verified yet.
 *
 * @param from the index of the first entry
 * @param entries the exact bytes of the entries
 * @param checkpoint the text of a signed checkpoint
 */
public record Feed(long from, List<Bytes> entries, String checkpoint) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Copies the list. */
  public Feed {
    entries = List.copyOf(entries);
  }

  static Feed parse(byte[] json) throws IOException {
    JsonNode tree = MAPPER.readTree(json);
    var entries = new ArrayList<Bytes>();
    try {
      for (JsonNode entry : tree.path("entries")) {
        byte[] bytes = Base64.getDecoder().decode(entry.asText());
        if (bytes.length > Envelope.MAX_BYTES) {
          throw new IOException("the registry sent an entry of " + bytes.length + " bytes");
        }
        entries.add(Bytes.of(bytes));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the registry sent an entry that is not base64", e);
    }
    return new Feed(tree.path("from").asLong(), entries, tree.path("checkpoint").asText());
  }
}
