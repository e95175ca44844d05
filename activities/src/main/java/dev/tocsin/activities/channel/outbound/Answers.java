package dev.tocsin.activities.channel.outbound;

import dev.tocsin.activities.channel.Outcome.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Reads what a target answered into what is kept of it. */
final class Answers {
  /** How much of an answer's body is read and kept, in bytes. */
  static final int KEPT_BYTES = 16 * 1024;

  private static final int KEPT_REASON = 100;

  /** HTTP/2 sends no reason phrase; these are RFC 9110's, RFC 6585's and RFC 7725's. */
  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(300, "Multiple Choices"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(402, "Payment Required"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(406, "Not Acceptable"),
          Map.entry(407, "Proxy Authentication Required"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(410, "Gone"),
          Map.entry(411, "Length Required"),
          Map.entry(412, "Precondition Failed"),
          Map.entry(413, "Content Too Large"),
          Map.entry(414, "URI Too Long"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(421, "Misdirected Request"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(425, "Too Early"),
          Map.entry(426, "Upgrade Required"),
          Map.entry(428, "Precondition Required"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(451, "Unavailable For Legal Reasons"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(504, "Gateway Timeout"),
          Map.entry(505, "HTTP Version Not Supported"),
          Map.entry(511, "Network Authentication Required"));

  private Answers() {}

  /**
   * The status and the beginning of the body. A body that breaks off, or drips until the call's
   * time is over, is kept as far as it came: the status line has already said what became of the
   * attempt.
   */
  static Answer read(Response response) {
    Buffer kept = new Buffer();
    BufferedSource source = response.body().source();
    try {
      while (kept.size() < KEPT_BYTES) {
        if (source.read(kept, KEPT_BYTES - kept.size()) == -1) {
          break;
        }
      }
    } catch (IOException e) {
      // What came before is kept.
    }
    return new Answer(response.code(), clean(kept.readByteArray()));
  }

  /** {@code 503 Service Unavailable}; the status alone where it has no known reason. */
  static String statusLine(Response response) {
    String own = response.message().replaceAll("[\\p{Cc}\\uFFFD]+", " ").strip();
    String reason = own.isEmpty() ? REASONS.getOrDefault(response.code(), "") : own;
    if (reason.length() > KEPT_REASON) {
      reason = reason.substring(0, KEPT_REASON);
    }
    return (response.code() + " " + reason).strip();
  }

  /** As text that PostgreSQL takes: no NUL, no half characters. */
  static String clean(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    CharBuffer text = CharBuffer.allocate(bytes.length + 1);
    // "Not the end": a character that the cut went through is left out rather than replaced.
    decoder.decode(ByteBuffer.wrap(bytes), text, bytes.length < KEPT_BYTES);
    return text.flip().toString().replace('\0', '\uFFFD');
  }
}
