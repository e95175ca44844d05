package dev.tocsin.standalone.local;

/** A local server cannot start. The message is one clear text for the user, without secrets. */
public class LocalServerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LocalServerException(String message) {
    super(message);
  }

  public LocalServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
