package dev.tocsin.activities.eventtype;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event fits the contract of its type.
 *
 * @param schemaVersion the version it was checked against, or else the one that its publisher names
 * @param violations empty where it fits, or where nothing had to be checked
 */
public record Verdict(@Nullable String schemaVersion, List<Violation> violations) {
  public Verdict {
    violations = List.copyOf(violations);
  }

  public boolean fits() {
    return violations.isEmpty();
  }

  static Verdict unchecked(@Nullable String named) {
    return new Verdict(named, List.of());
  }

  static Verdict refused(@Nullable String named, String keyword, String message) {
    return new Verdict(named, List.of(new Violation("", keyword, message)));
  }
}
