package dev.tocsin.activities.eventtype;

/**
 * One place where a document breaks a rule.
 *
 * @param pointer where in the document, an RFC 6901 JSON Pointer; empty for the whole of it
 * @param keyword the JSON Schema keyword that is broken; {@code schemaVersion} or {@code eventType}
 *     where no schema could be found
 * @param message for people
 */
public record Violation(String pointer, String keyword, String message) {
  /** One line, for instance {@code /order: required property 'id' not found}. */
  public String line() {
    return pointer.isEmpty() ? message : pointer + ": " + message;
  }
}
