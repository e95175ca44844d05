package dev.tocsin.standalone.client;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An event of one of several files, or of a long one.
 *
 * @param file where it alone is in a file; otherwise empty
 * @param line where it begins in a file of many, from 1; otherwise 0
 * @param json as it was read; null where it is not JSON
 * @param fault why it is not; empty where it is
 */
record SourceEvent(String file, int line, @JsonValue @Nullable JsonNode json, String fault) {

  static SourceEvent ofFile(String file, JsonNode json) {
    return new SourceEvent(file, 0, json, "");
  }

  static SourceEvent ofLine(int line, JsonNode json) {
    return new SourceEvent("", line, json, "");
  }

  static SourceEvent unreadable(int line, String fault) {
    return new SourceEvent("", line, null, fault);
  }

  boolean isReadable() {
    return json != null;
  }

  /** For messages. */
  String where() {
    return file.isEmpty() ? "line " + line : file;
  }
}
