package dev.tocsin.activities.channel.outbound;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * JSON that is sent at most once in a call; its type is exactly the one given, {@code
 * application/json} by default.
 */
public final class JsonBody extends RequestBody {
  private static final String JSON = "application/json";

  private final byte[] utf8;
  private final MediaType type;

  /**
   * @param utf8 the document; kept, not copied
   */
  public JsonBody(byte[] utf8) {
    this(utf8, JSON);
  }

  /**
   * @param utf8 the document; kept, not copied
   * @param mediaType a form of JSON: {@code application/cloudevents+json}
   */
  public JsonBody(byte[] utf8, String mediaType) {
    this.utf8 = utf8;
    this.type = MediaType.get(mediaType);
  }

  @Override
  public MediaType contentType() {
    return type;
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
