package dev.tocsin.bench.load;

/** One thing to do, again and again. */
@FunctionalInterface
public interface Step {
  /**
   * Does it, and returns when it is done.
   *
   * @param number from 0, each once
   * @return whether it worked
   */
  boolean run(int number) throws Exception;
}
