package dev.tocsin.client;

import java.util.List;

/**
 * What became of a batch.
 *
 * @param results one for each event, in order
 */
public record BatchAnswer(List<BatchEntry> results) {
  public BatchAnswer {
    results = Answers.list(results);
  }
}
