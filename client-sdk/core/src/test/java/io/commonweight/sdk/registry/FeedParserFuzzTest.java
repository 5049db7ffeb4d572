package io.commonweight.sdk.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;

/** A feed is read or refused. */
class FeedParserFuzzTest {

  @FuzzTest
  void feedsAreReadOrRefused(byte[] json) {
    try {
      Feed feed = FeedParser.parse(json);
      assertThat(feed.from()).isNotNegative();
      assertThat(feed.entries()).extracting(Bytes::size).allMatch(n -> n <= Envelope.MAX_BYTES);
    } catch (IOException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
