package dev.tocsin.api.errors;

/** 409: not possible as things stand; the message says why. */
public final class ConflictException extends ApiException {
  public ConflictException(String message) {
    super(409, ErrorBody.problem(409, "conflict", "Conflict", message));
  }
}
