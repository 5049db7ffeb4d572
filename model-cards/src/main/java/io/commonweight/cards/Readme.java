package io.commonweight.cards;

import io.commonweight.cards.Embodiment.Signal;
import io.commonweight.cards.Lineage.Accepted;
import io.commonweight.cards.Lineage.Derived;
import io.commonweight.cards.Lineage.Initial;
import io.commonweight.cards.Lineage.Round;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Lays a card out as a README.md. Reads no clock and no locale. */
final class Readme {

  private Readme() {}

  static byte[] render(ModelCard card) {
    String text = FrontMatter.write(frontMatter(card)) + body(card);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> frontMatter(ModelCard card) {
    Identity identity = card.identity();
    List<String> tags = new ArrayList<>(List.of("robotics", "commonweight", "federated-learning"));
    identity.tags().stream().filter(tag -> !tags.contains(tag)).distinct().forEach(tags::add);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("license", identity.license());
    fields.put("library_name", "commonweight");
    fields.put("pipeline_tag", "robotics");
    fields.put("tags", tags);
    if (!identity.baseModels().isEmpty()) {
      fields.put("base_model", identity.baseModels());
      fields.put("base_model_relation", "finetune");
    }
    fields.put(CardClaims.KEY, CardClaims.of(card).toFields());
    return fields;
  }

  private static String body(ModelCard card) {
    Markdown page = new Markdown();
    page.heading(
        1,
        Markdown.escape(card.identity().repository()) + ", release " + card.identity().release());
    page.paragraph(
        """
        A robot policy trained by organizations that keep their data. They signed this card together \
        with the weights; its signatures and its place in the log are not part of it and are checked \
        with `commonweight verify`.""");
    embodiment(page, card.embodiment());
    lineage(page, card.lineage());
    evaluations(page, card.evaluations());
    weights(page, card.weights());
    limitations(page, card);
    return page.toString().stripTrailing() + "\n";
  }

  private static void embodiment(Markdown page, Embodiment embodiment) {
    page.heading(2, "Embodiment");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "Profile %s (sha256 `%s`), %d Hz, %d actions at a time.",
            Markdown.escape(embodiment.profile()),
            embodiment.profileSha256(),
            embodiment.controlHertz(),
            embodiment.chunkLength()));
    List<List<String>> rows = new ArrayList<>();
    embodiment.observations().forEach(signal -> rows.add(row("observation", signal)));
    embodiment.actions().forEach(signal -> rows.add(row("action", signal)));
    page.table(List.of("Kind", "Name", "Dimensions", "Unit"), rows);
  }

  private static List<String> row(String kind, Signal signal) {
    return List.of(kind, signal.name(), Integer.toString(signal.dimensions()), signal.unit());
  }

  private static void lineage(Markdown page, Lineage lineage) {
    page.heading(2, "Lineage");
    page.paragraph(
        switch (lineage.origin()) {
          case Initial(String source) -> "First release: " + Markdown.escape(source) + ".";
          case Derived(String release) -> "Made from the release with sha256 `" + release + "`.";
        });
    if (lineage.rounds().isEmpty()) {
      return;
    }
    page.table(
        List.of("Round", "Updates that count", "Organizations × updates", "Refused"),
        lineage.rounds().stream().map(Readme::row).toList());
    List<List<String>> refused = new ArrayList<>();
    for (Round round : lineage.rounds()) {
      String number = Long.toString(round.number());
      round
          .refused()
          .forEach(r -> refused.add(List.of(number, r.organization(), r.node(), r.reason())));
    }
    if (!refused.isEmpty()) {
      page.paragraph("Updates that were refused:");
      page.table(List.of("Round", "Organization", "Node", "Reason"), refused);
    }
  }

  private static List<String> row(Round round) {
    Map<String, Integer> organizations = new TreeMap<>();
    for (Accepted update : round.accepted()) {
      organizations.merge(update.organization(), 1, Integer::sum);
    }
    List<String> shares = new ArrayList<>();
    organizations.forEach((name, updates) -> shares.add(name + " × " + updates));
    return List.of(
        Long.toString(round.number()),
        Integer.toString(round.accepted().size()),
        String.join(", ", shares),
        Integer.toString(round.refused().size()));
  }

  private static void evaluations(Markdown page, List<Evaluation> evaluations) {
    page.heading(2, "Evaluation");
    if (evaluations.isEmpty()) {
      page.paragraph("No earlier release had been evaluated when this one was signed.");
      return;
    }
    page.paragraph(
        "Of earlier releases: this one could only be evaluated after it was signed, and what was"
            + " found since stands in the log. Intervals are Wilson's, at 95 %.");
    page.table(
        List.of(
            "Release", "Suite", "Split", "Evaluator", "Successes", "Rate", "Interval", "Policy"),
        evaluations.stream().map(Readme::row).toList());
  }

  private static List<String> row(Evaluation evaluation) {
    long successes = evaluation.successes();
    long trials = evaluation.trials();
    return List.of(
        Long.toString(evaluation.release()),
        evaluation.suite(),
        evaluation.split(),
        evaluation.evaluator(),
        successes + " of " + trials,
        Wilson.percent((double) successes / trials),
        Wilson.of(successes, trials).text(),
        evaluation.policySha256().substring(0, 12));
  }

  private static void weights(Markdown page, WeightsFacts weights) {
    page.heading(2, "Weights");
    page.paragraph(
        String.format(
            Locale.ROOT,
            "`model.safetensors`, sha256 `%s`: %d parameters in %d tensors.",
            weights.sha256(),
            weights.parameters(),
            weights.tensors().size()));
  }

  private static void limitations(Markdown page, ModelCard card) {
    page.heading(2, "Limitations");
    page.paragraph(
        "Federation gives a policy the situations that its organizations have recorded. It promises"
            + " no skill that none of them has shown, no other embodiment than the profile above and"
            + " no safety: nothing in this card bounds force, speed or distance to people, so a robot"
            + " needs limits of its own. "
            + (card.evaluations().isEmpty()
                ? "Nothing has been measured yet."
                : "A success rate holds for its suite, and no better than its interval says."));
  }
}
