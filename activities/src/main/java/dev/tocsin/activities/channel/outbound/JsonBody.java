package dev.tocsin.activities.channel.outbound;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** JSON that is sent at most once in a call; its type is exactly {@code application/json}. */
public final class JsonBody extends RequestBody {
  private static final MediaType JSON = MediaType.get("application/json");

  private final byte[] utf8;

  /**
   * @param utf8 the document; kept, not copied
   */
  public JsonBody(byte[] utf8) {
    this.utf8 = utf8;
  }

  @Override
  public MediaType contentType() {
    return JSON;
  }

  @Override
  public long contentLength() {
    return utf8.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(utf8);
  }
}
