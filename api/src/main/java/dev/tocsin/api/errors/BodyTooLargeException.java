package dev.tocsin.api.errors;

/** 413: the body, or an event of a batch, is longer than the limit. */
public final class BodyTooLargeException extends ApiException {
  /**
   * @param what is limited, as the message begins: {@code A request body}
   */
  public BodyTooLargeException(String what, int limitBytes) {
    super(
        413,
        ErrorBody.problem(
            413,
            "too-large",
            "Request body too large",
            what + " can have at most " + limitBytes / 1024 + " KiB"));
  }
}
