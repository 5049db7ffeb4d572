package io.commonweight.sdk.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of a header token by token, so that nothing but the expected is ever built. */
final class HeaderJson {

  private static final String METADATA = "__metadata__";
  private static final int MAX_METADATA = 1000;
  private static final int MAX_DEPTH = 3;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final JsonParser in;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorInfo> tensors = new ArrayList<>();

  private HeaderJson(JsonParser in) {
    this.in = in;
  }

  static SafetensorsHeader parse(byte[] json, long dataOffset) throws SafetensorsException {
    String text = text(json);
    try (JsonParser in = JSON.createParser(text)) {
      var header = new HeaderJson(in);
      header.readAll();
      return new SafetensorsHeader(
          header.metadata, SafetensorsHeader.inOrder(header.tensors), dataOffset);
    } catch (SafetensorsException e) {
      throw e;
    } catch (IOException e) {
      throw new SafetensorsException("the header is not JSON: " + e.getMessage());
    }
  }

  /** The header as text without its padding, of which only spaces behind the object are allowed. */
  private static String text(byte[] json) throws SafetensorsException {
    if (json.length == 0 || json[0] != '{') {
      throw new SafetensorsException("the header does not begin with a brace");
    }
    int end = json.length;
    while (json[end - 1] == ' ') {
      end--;
    }
    if (json[end - 1] != '}') {
      throw new SafetensorsException("something other than spaces follows the header");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json, 0, end)).toString();
    } catch (CharacterCodingException e) {
      throw new SafetensorsException("the header is not UTF-8");
    }
  }

  private void readAll() throws IOException {
    expect(in.nextToken(), JsonToken.START_OBJECT, "the header");
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      if (name.equals(METADATA)) {
        readMetadata();
      } else {
        tensors.add(readTensor(name));
      }
      if (tensors.size() > SafetensorsHeader.MAX_TENSORS) {
        throw new SafetensorsException("more than 100000 tensors");
      }
    }
    if (in.nextToken() != null) {
      throw new SafetensorsException("something follows the header");
    }
  }

  private void readMetadata() throws IOException {
    expect(in.nextToken(), JsonToken.START_OBJECT, METADATA);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      expect(in.nextToken(), JsonToken.VALUE_STRING, METADATA);
      metadata.put(key, in.getText());
      if (metadata.size() > MAX_METADATA) {
        throw new SafetensorsException(METADATA + " has more than 1000 entries");
      }
    }
  }

  private TensorInfo readTensor(String name) throws IOException {
    expect(in.nextToken(), JsonToken.START_OBJECT, "a tensor");
    Map<String, List<Long>> numbers = new LinkedHashMap<>();
    Dtype dtype = null;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String key = in.currentName();
      switch (key) {
        case "dtype" -> dtype = readDtype();
        case "shape" -> numbers.put(key, readNumbers(TensorInfo.MAX_RANK));
        case "data_offsets" -> numbers.put(key, readNumbers(2));
        default -> throw new SafetensorsException("a tensor has an unknown member");
      }
    }
    List<Long> shape = numbers.get("shape");
    List<Long> offsets = numbers.get("data_offsets");
    if (dtype == null || shape == null || offsets == null || offsets.size() != 2) {
      throw new SafetensorsException("a tensor lacks dtype, shape or its two data_offsets");
    }
    return new TensorInfo(name, dtype, shape, offsets.getFirst(), offsets.getLast());
  }

  private Dtype readDtype() throws IOException {
    expect(in.nextToken(), JsonToken.VALUE_STRING, "dtype");
    try {
      return Dtype.valueOf(in.getText());
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException("an unknown dtype");
    }
  }

  private List<Long> readNumbers(int max) throws IOException {
    expect(in.nextToken(), JsonToken.START_ARRAY, "shape and data_offsets");
    List<Long> numbers = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      expect(in.currentToken(), JsonToken.VALUE_NUMBER_INT, "shape and data_offsets");
      long number = in.getLongValue(); // refuses numbers beyond 64 bits
      if (number < 0 || numbers.size() == max) {
        throw new SafetensorsException("a negative number, or more than " + max + " of them");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static void expect(JsonToken found, JsonToken expected, String where)
      throws SafetensorsException {
    if (found != expected) {
      throw new SafetensorsException(where + ": found " + found + " instead of " + expected);
    }
  }
}
