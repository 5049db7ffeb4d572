package io.commonweight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommonweightTest {
  @Test
  void helpListsEveryCommand() {
    Invocation help = Invocation.run("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains(
            "pull",
            "verify",
            "trust",
            "keys",
            "federation",
            "release",
            "log",
            "audit",
            "simulate",
            "bench");
  }

  @Test
  void whatIsNotUnderstoodIsOneLineAndExitCode2() {
    Invocation unknown = Invocation.run("federation", "invent");

    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err().lines())
        .containsExactly(
            "commonweight: Unmatched argument at index 1: 'invent';"
                + " see 'commonweight federation --help'");
  }
}
