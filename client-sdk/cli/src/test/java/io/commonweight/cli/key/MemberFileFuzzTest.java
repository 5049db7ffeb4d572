package io.commonweight.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

class MemberFileFuzzTest {
  @FuzzTest
  void whatIsReadIsReadTheSameAgain(byte[] json) throws JsonException {
    MemberFile member;
    try {
      member = MemberFile.parse(json);
    } catch (JsonException expected) {
      return;
    }

    assertThat(MemberFile.parse(member.encode())).isEqualTo(member);
  }
}
