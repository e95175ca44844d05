package dev.tocsin.api.pattern;

import java.util.Optional;

/** Knows the language of event patterns (EventBridge's). Thread-safe. */
public interface PatternCheck {

  /**
   * @param pattern a JSON object
   * @return what is wrong with it, for people; empty where it is good
   */
  Optional<String> faultOf(String pattern);

  /**
   * Whether a good pattern matches.
   *
   * @param document the matched document: {@code id, source, detail-type, severity, title, time,
   *     detail}
   */
  boolean matches(String pattern, String document);
}
