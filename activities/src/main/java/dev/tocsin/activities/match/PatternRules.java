package dev.tocsin.activities.match;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.event.ruler.Machine;

/**
 * Patterns by id, in one machine. Matching is thread-safe among each other; a change needs to be
 * alone.
 *
 * <p>A removed pattern stays in the machine, unheard, until a new machine is made of what is left:
 * event-ruler 2.1.0 loses other patterns' matches when it deletes one that shares values with them
 * (and deletes a few hundred a second where many do).
 */
final class PatternRules {
  /** With fewer values in its arrays a document is matched as it is. */
  static final int FEW_LEAVES = 32;

  private static final int FEW_REMOVED = 16;

  private final Map<String, Rule> byId = new HashMap<>();
  private final Map<String, String> idByName = new HashMap<>();
  private Machine machine = new Machine();
  private int removed;
  private long added;
  private @Nullable ArrayFolding folding;

  /**
   * A pattern in the machine.
   *
   * @param name never used again after it is removed
   */
  private record Rule(String name, String pattern) {}

  /**
   * Adds a pattern under an id that has none; where it is refused nothing has changed.
   *
   * @throws IllegalArgumentException where it is refused
   */
  void add(String id, String pattern) {
    Rule rule = new Rule(Long.toString(added++), pattern);
    try {
      machine.addRule(rule.name(), pattern);
      if (folding != null) {
        folding.add(rule.name(), pattern);
      }
    } catch (IOException | RuntimeException | StackOverflowError refused) {
      throw new IllegalArgumentException("Not an event pattern", refused);
    }
    byId.put(id, rule);
    idByName.put(rule.name(), id);
  }

  /** Removes a pattern, if it is there. */
  void remove(String id) {
    Rule rule = byId.remove(id);
    if (rule == null) {
      return;
    }
    idByName.remove(rule.name());
    removed++;
    if (removed > byId.size() + FEW_REMOVED) {
      makeAnew();
    }
  }

  private void makeAnew() {
    Map<String, Rule> left = Map.copyOf(byId);
    machine = new Machine();
    folding = null;
    removed = 0;
    byId.clear();
    idByName.clear();
    left.forEach((id, rule) -> add(id, rule.pattern()));
  }

  boolean isEmpty() {
    return byId.isEmpty();
  }

  /**
   * The ids of the patterns that a document matches, each once.
   *
   * @throws IllegalArgumentException where the matcher refuses the document
   */
  List<String> match(EventDocument document) {
    List<String> names =
        rulesFor(
            machine,
            document.leavesInArrays() <= FEW_LEAVES
                ? document.text()
                : EventDocument.write(folding().fold(document.tree())));
    return names.stream().map(idByName::get).filter(Objects::nonNull).toList();
  }

  static List<String> rulesFor(Machine machine, String document) {
    try {
      return machine.rulesForJSONEvent(document);
    } catch (Exception | StackOverflowError refused) {
      throw new IllegalArgumentException("The matcher refused the document", refused);
    }
  }

  /** Made at the first document that needs it: most tenants' events never do. */
  private synchronized ArrayFolding folding() {
    ArrayFolding ready = folding;
    if (ready == null) {
      ready = new ArrayFolding();
      for (Rule rule : byId.values()) {
        try {
          ready.add(rule.name(), rule.pattern());
        } catch (IOException impossible) {
          throw new IllegalStateException("It was taken before", impossible);
        }
      }
      folding = ready;
    }
    return ready;
  }
}
