package dev.tocsin.standalone.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The events of a JSON array, or of lines that are one event each, read as they are asked for: a
 * file may be longer than the memory. A line that is not JSON is told and passed over; after a
 * fault within an array nothing more is read, as nobody knows where the next event begins.
 */
final class BatchFile implements Iterator<SourceEvent>, AutoCloseable {
  private static final int MOST_SPACE = 8192;

  private final BufferedReader reader;
  private @Nullable JsonParser array;
  private @Nullable SourceEvent next;
  private boolean begun;
  private boolean done;
  private int line;

  private BatchFile(InputStream in) {
    // A decoder, because a charset alone would put question marks in the place of what is no UTF-8.
    reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
  }

  /**
   * @param file or {@code -} for {@code in}
   * @throws CommandFault where it cannot be opened
   */
  static BatchFile open(String option, String file, InputStream in) {
    try {
      return new BatchFile(file.equals("-") ? in : Files.newInputStream(Path.of(file)));
    } catch (IOException | java.nio.file.InvalidPathException e) {
      throw CommandFault.usage(option + ": cannot read " + file);
    }
  }

  Stream<SourceEvent> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !done) {
      next = read();
      done |= next == null;
    }
    return next != null;
  }

  @Override
  public SourceEvent next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    SourceEvent event = next;
    next = null;
    return event;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException ignored) {
      // Nothing is written.
    }
  }

  private @Nullable SourceEvent read() {
    try {
      if (!begun) {
        begun = true;
        array = beginsAsArray() ? JsonArgument.parser(reader) : null;
        if (array != null) {
          array.nextToken(); // the bracket
        }
      }
      return array == null ? ofLine() : ofArray(array);
    } catch (JsonProcessingException broken) {
      done = true;
      int where = broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
      return SourceEvent.unreadable(
          where, broken.getOriginalMessage() + "; nothing after it was read");
    } catch (IOException broken) {
      done = true;
      int where = array == null ? line + 1 : array.currentLocation().getLineNr();
      return SourceEvent.unreadable(where, "not UTF-8; nothing after it was read");
    }
  }

  private boolean beginsAsArray() throws IOException {
    reader.mark(MOST_SPACE);
    int first = reader.read();
    for (int i = 1; i < MOST_SPACE && (Character.isWhitespace(first) || first == '\ufeff'); i++) {
      first = reader.read();
    }
    reader.reset();
    return first == '[';
  }

  private @Nullable SourceEvent ofArray(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token != null && token != JsonToken.END_ARRAY) {
      int where = parser.currentTokenLocation().getLineNr();
      return SourceEvent.ofLine(where, parser.readValueAsTree());
    }
    done = true;
    return parser.nextToken() == null
        ? null
        : SourceEvent.unreadable(
            parser.currentTokenLocation().getLineNr(), "something stands after the array");
  }

  private @Nullable SourceEvent ofLine() throws IOException {
    String text = reader.readLine();
    while (text != null) {
      line++;
      String json = text.replace("\ufeff", "").strip();
      if (!json.isEmpty()) {
        return ofLine(json);
      }
      text = reader.readLine();
    }
    return null;
  }

  private SourceEvent ofLine(String json) {
    try {
      return SourceEvent.ofLine(line, JsonArgument.tree(json));
    } catch (JsonProcessingException notJson) {
      return SourceEvent.unreadable(line, notJson.getOriginalMessage());
    }
  }
}
