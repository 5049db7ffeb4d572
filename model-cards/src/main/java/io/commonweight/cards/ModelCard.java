package io.commonweight.cards;

import java.util.List;

/**
 * What is known about a release before it is signed. Signatures, log position and later evaluations
 * are no part of it; they stand beside it in the log.
 *
 * @param identity what the release is called
 * @param weights facts about the weights file
 * @param lineage where the weights come from
 * @param embodiment the robots the policy drives
 * @param evaluations trials of earlier releases, in the order they are to be shown
 */
public record ModelCard(
    Identity identity,
    WeightsFacts weights,
    Lineage lineage,
    Embodiment embodiment,
    List<Evaluation> evaluations) {

  /** Copies the evaluations. */
  public ModelCard {
    evaluations = List.copyOf(evaluations);
  }

  /** The card as the UTF-8 bytes of a README.md: YAML front matter and a Markdown body. */
  public byte[] readme() {
    return Readme.render(this);
  }
}
