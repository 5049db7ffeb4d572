package io.commonweight.trainer.data;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;

class LeRobotInfoFuzzTest {
  @FuzzTest
  void onlyDatasetExceptionsEscape(byte[] bytes) {
    try {
      LeRobotInfo info = LeRobotInfo.parse(bytes);
      Path folder = Path.of("/nowhere");
      info.dataPath().resolve(folder, 1, 1);
      Assertions.fail("A file of a folder that does not exist was found");
    } catch (DatasetException expected) {
      Assertions.assertThat(expected).hasMessageNotContaining("null");
    }
  }
}
