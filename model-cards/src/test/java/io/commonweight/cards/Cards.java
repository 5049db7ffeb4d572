package io.commonweight.cards;

import io.commonweight.cards.Embodiment.Signal;
import io.commonweight.cards.Lineage.Accepted;
import io.commonweight.cards.Lineage.Derived;
import io.commonweight.cards.Lineage.Initial;
import io.commonweight.cards.Lineage.Refused;
import io.commonweight.cards.Lineage.Round;
import io.commonweight.cards.WeightsFacts.Tensor;
import java.util.List;

/** Cards that the tests share. */
final class Cards {

  static final WeightsFacts WEIGHTS =
      new WeightsFacts(
          "a".repeat(64),
          List.of(
              new Tensor("trunk.weight", "F32", List.of(64L, 19L)),
              new Tensor("trunk.bias", "F32", List.of(64L)),
              new Tensor("step", "F32", List.of())));

  private static final Embodiment ARM =
      new Embodiment(
          "tabletop-1",
          "b".repeat(64),
          10,
          8,
          List.of(new Signal("observation.state", 19, "m")),
          List.of(new Signal("action", 3, "m, m, 1")));

  private Cards() {}

  static ModelCard release(long release, String organization, String reason) {
    return new ModelCard(
        new Identity(
            "tabletop/policy", release, "apache-2.0", List.of("tabletop"), List.of("lab/base-1")),
        WEIGHTS,
        new Lineage(
            new Derived("c".repeat(64)),
            List.of(
                new Round(
                    release,
                    List.of(
                        new Accepted(organization, "node-2"),
                        new Accepted("aalto", "node-1"),
                        new Accepted(organization, "node-3")),
                    List.of(new Refused("kyoto", "node-4", reason))))),
        ARM,
        List.of(
            new Evaluation(1, "d".repeat(64), organization, "tabletop", "heldOut", 37, 50),
            new Evaluation(1, "d".repeat(64), "aalto", "tabletop", "novel", 0, 50)));
  }

  static ModelCard first() {
    return new ModelCard(
        new Identity("tabletop/policy", 0, "apache-2.0", List.of(), List.of()),
        WEIGHTS,
        new Lineage(new Initial("pre-trained on the public reach set"), List.of()),
        ARM,
        List.of());
  }
}
