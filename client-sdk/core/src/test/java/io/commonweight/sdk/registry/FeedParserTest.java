package io.commonweight.sdk.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedParserTest {
  @Test
  void feedIsReadAsItIsSent() throws IOException {
    assertThat(
            parse(
                "{\"epoch\":2,\"newestEpoch\":3,\"from\":7,\"entries\":[\"YQ==\",\"\"],\"checkpoint\":\"c\"}"))
        .isEqualTo(new Feed(2, 3, 7, List.of(Bytes.utf8("a"), Bytes.utf8("")), "c"));
  }

  @Test
  void largestEntryOfALogIsReadAndALargerOneIsRefused() throws IOException {
    assertThat(parse(withEntryOf(Envelope.MAX_BYTES)).entries().getFirst().size())
        .isEqualTo(65_535);

    assertThatThrownBy(() -> parse(withEntryOf(Envelope.MAX_BYTES + 1)))
        .isInstanceOf(IOException.class)
        .hasMessage("the registry's feed has an entry of 65536 bytes, at most 65535 are allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                                    | no 'entries' that is a list",
        "{                                                     | is not JSON",
        "nul                                                   | is not JSON",
        "[]                                                    | no 'entries' that is a list",
        "null                                                  | no 'entries' that is a list",
        "{\"epoch\":0,\"newestEpoch\":1,\"from\":0,\"entries\":[],\"checkpoint\":\"c\"} | an 'epoch' of 0",
        "{\"epoch\":1,\"from\":0,\"entries\":[],\"checkpoint\":\"c\"} | no 'newestEpoch' that is an index",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":0,\"checkpoint\":\"c\"}                     | no 'entries' that is a list",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":0,\"entries\":{},\"checkpoint\":\"c\"}      | no 'entries' that is a list",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":0,\"entries\":[1],\"checkpoint\":\"c\"}     | an entry that is not text",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":0,\"entries\":[\"*\"],\"checkpoint\":\"c\"} | an entry that is not base64",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":0,\"entries\":[]}                           | no 'checkpoint' that is text",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":0,\"entries\":[],\"checkpoint\":null}       | no 'checkpoint' that is text",
        "{\"epoch\":1,\"newestEpoch\":1,\"entries\":[],\"checkpoint\":\"c\"}                 | no 'from' that is an index",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":\"0\",\"entries\":[],\"checkpoint\":\"c\"}  | no 'from' that is an index",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":-1,\"entries\":[],\"checkpoint\":\"c\"}     | no 'from' that is an index",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":0.5,\"entries\":[],\"checkpoint\":\"c\"}    | no 'from' that is an index",
        "{\"epoch\":1,\"newestEpoch\":1,\"from\":9223372036854775808,\"entries\":[],\"checkpoint\":\"c\"} | no 'from' that is"
      })
  void malformedFeedsAreRefusedWithTheCause(String json, String cause) {
    assertThatThrownBy(() -> parse(json))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the registry's feed")
        .hasMessageContaining(cause);
  }

  private static Feed parse(String json) throws IOException {
    return FeedParser.parse(json.getBytes(UTF_8));
  }

  private static String withEntryOf(int bytes) {
    return "{\"epoch\":1,\"newestEpoch\":1,\"from\":0,\"entries\":[\"%s\"],\"checkpoint\":\"c\"}"
        .formatted(Base64.getEncoder().encodeToString(new byte[bytes]));
  }
}
