package dev.tocsin.api.errors;

/** 404: the caller's tenant has nothing of that id. */
public final class UnknownIdException extends ApiException {
  /**
   * @param what {@code event}, {@code subscription}, {@code delivery}, {@code key} or {@code
   *     template}
   */
  public UnknownIdException(String what) {
    super(
        404,
        ErrorBody.problem(404, "not-found", "Not found", "There is no " + what + " of that id"));
  }
}
