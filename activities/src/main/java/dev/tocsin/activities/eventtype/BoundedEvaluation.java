package dev.tocsin.activities.eventtype;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;

/**
 * Counts what one evaluation does, and ends it where it does too much: a large event under a heavy
 * schema would cost minutes, and an error for each of its values more memory than there is.
 */
final class BoundedEvaluation extends ExecutionContext {
  /** Keywords that are looked at; an array of 100,000 numbers under ten keywords is a fifth. */
  static final int MOST_STEPS = 5_000_000;

  /** Errors that are noted, those of alternatives that are not taken included. */
  static final int MOST_ERRORS = 300_000;

  private int steps;
  private int errors;

  BoundedEvaluation(ExecutionConfig config) {
    super(config);
  }

  /** It did too much. */
  static final class TooMuch extends RuntimeException {
    TooMuch() {
      super("An evaluation did too much", null, false, false);
    }
  }

  @Override
  public void evaluationPathAddLast(String keyword) {
    step();
    super.evaluationPathAddLast(keyword);
  }

  @Override
  public void evaluationPathAddLast(int index) {
    step();
    super.evaluationPathAddLast(index);
  }

  @Override
  public void addError(Error error) {
    if (++errors > MOST_ERRORS) {
      throw new TooMuch();
    }
    super.addError(error);
  }

  private void step() {
    if (++steps > MOST_STEPS) {
      throw new TooMuch();
    }
  }
}
