package dev.tocsin.api.http;

import dev.tocsin.api.errors.BodyTooLargeException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a request's body, up to a limit. */
public final class RequestBody {
  /** The longest body that is taken: 256 KiB. */
  public static final int MOST_BYTES = 256 * 1024;

  /**
   * How much more is read and thrown away before the answer 413, so that a client which writes all
   * before it reads does not find a reset connection instead.
   */
  private static final int DISCARDED_BYTES = 4 * 1024 * 1024;

  private RequestBody() {}

  /**
   * @throws BodyTooLargeException beyond {@link #MOST_BYTES}
   */
  public static byte[] read(InputStream body) throws IOException {
    return read(body, MOST_BYTES);
  }

  /**
   * @throws BodyTooLargeException beyond {@code most} bytes
   */
  public static byte[] read(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length <= most) {
      return bytes;
    }
    discard(body, DISCARDED_BYTES);
    throw new BodyTooLargeException("A request body", most);
  }

  /** Reads what nobody asked for, up to {@link #MOST_BYTES}: the same reason, for a refusal. */
  public static void discard(InputStream body) throws IOException {
    discard(body, MOST_BYTES);
  }

  private static void discard(InputStream body, int most) throws IOException {
    byte[] discarded = new byte[8 * 1024];
    for (int left = most; left > 0; ) {
      int read = body.read(discarded);
      if (read < 0) {
        break;
      }
      left -= read;
    }
  }
}
