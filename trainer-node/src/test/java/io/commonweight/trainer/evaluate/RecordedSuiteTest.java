package io.commonweight.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordedSuiteTest {
  private static RecordedSuite open(String dataset) throws IOException {
    Optional<String> data = Optional.ofNullable(System.getenv("COMMONWEIGHT_DATA"));
    assumeTrue(
        data.isPresent(),
        "COMMONWEIGHT_DATA is not set: name the folder that holds the robot recordings");
    return RecordedSuite.open(Path.of(data.orElseThrow()).resolve(dataset), 4);
  }

  @Test
  void federatedBeatsTheMeanLocalPolicyOnRealRecordings() throws IOException, TrainingException {
    RecordedSuite suite = open("robotasks9/lerobot_v3");
    Policy base = suite.releaseZero(1);
    Policy federated = FederatedLoop.train(suite, suite.recipe(), base, 1);
    Rate local =
        new Baselines(suite, suite.recipe(), base, 1)
            .locals().values().stream().map(suite::heldOut).reduce(Rate.NONE, Rate::plus);
    Rate together = suite.heldOut(federated);

    assertThat(suite.recipe().rounds()).isEqualTo(60);
    assertThat(suite.recipe().stepsPerRound()).isEqualTo(40);
    assertThat(together.n()).isEqualTo(16);
    assertThat(together.rate() - local.rate()).isGreaterThanOrEqualTo(0.3);
  }

  @Test
  void tasksAreDealtTwoByTwo() throws IOException {
    RecordedSuite suite = open("robotasks9/lerobot_v3");
    List<Demonstration> training = new ArrayList<>();
    suite.organizations().forEach(name -> training.addAll(suite.training(name)));
    Policy policy = suite.releaseZero(1);

    assertThat(suite.organizations()).containsExactly("org1", "org2", "org3", "org4");
    assertThat(training).hasSize(48);
    assertThat(training).extracting(Demonstration::task).doesNotContain("Place the wine glass.");
    assertThat(suite.novel(policy).n()).isEqualTo(9);
    assertThat(suite.validation(policy, "org1").n()).isEqualTo(2);
    assertThat(suite.heldOut(policy, "org1").n()).isEqualTo(4);
  }

  @Test
  void peopleTrainOnOneStartAndAreTestedOnTheOthers() throws IOException {
    RecordedSuite suite = open("rail/lerobot_v3");
    Policy policy = suite.releaseZero(1);

    assertThat(suite.organizations()).hasSize(8).startsWith("user01");
    assertThat(suite.training("user01")).hasSize(6);
    assertThat(suite.heldOut(policy, "user01").n()).isEqualTo(9);
    assertThat(suite.validation(policy, "user01").n()).isEqualTo(3);
  }
}
