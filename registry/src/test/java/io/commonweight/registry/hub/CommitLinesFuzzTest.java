package io.commonweight.registry.hub;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.TooMuch;
import java.io.ByteArrayInputStream;
import java.io.IOException;

class CommitLinesFuzzTest {

  @FuzzTest
  void anyCommitIsReadOrRefused(byte[] body) throws IOException {
    var lines = new CommitLines(new ByteArrayInputStream(body));
    try {
      while (lines.next().isPresent()) {
        // read on to the end, or to a refusal
      }
    } catch (BadRequest | TooMuch _) {
      // the refusals that are declared
    }
  }
}
