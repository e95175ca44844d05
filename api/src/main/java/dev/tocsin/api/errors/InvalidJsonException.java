package dev.tocsin.api.errors;

/** 400: the body is not JSON, or not in UTF-8. */
public final class InvalidJsonException extends ApiException {
  public InvalidJsonException() {
    super(400, ErrorBody.invalidJson());
  }
}
