package dev.tocsin.client;

import java.io.Serializable;

/**
 * Where a document breaks its schema, or a schema what the version before it promised.
 *
 * @param pointer a JSON pointer (RFC 6901) to the place; empty for the whole document
 * @param keyword the keyword of the schema that is broken; {@code eventType} or {@code
 *     schemaVersion} where there is no such type or version
 * @param message a sentence for people
 */
public record Violation(String pointer, String keyword, String message) implements Serializable {
  /** In one line. */
  @Override
  public String toString() {
    return pointer.isEmpty() ? message : pointer + ": " + message;
  }
}
