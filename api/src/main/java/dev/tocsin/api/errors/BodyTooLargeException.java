package dev.tocsin.api.errors;

/** 413: the body is longer than the limit. */
public final class BodyTooLargeException extends ApiException {
  public BodyTooLargeException(int limitBytes) {
    super(
        413,
        ErrorBody.problem(
            413,
            "too-large",
            "Request body too large",
            "A request body can have at most " + limitBytes / 1024 + " KiB"));
  }
}
