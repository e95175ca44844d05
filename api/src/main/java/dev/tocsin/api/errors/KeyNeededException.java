package dev.tocsin.api.errors;

import java.util.Map;

/** 401 of a page without a good key: browsers then ask for one (RFC 7617). */
public final class KeyNeededException extends ApiException {
  public KeyNeededException() {
    super(
        401,
        ErrorBody.problem(
            401,
            "key-needed",
            "API key needed",
            "Give an API key as the password; the user name does not count"));
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("WWW-Authenticate", "Basic realm=\"Tocsin\", charset=\"UTF-8\"");
  }
}
