package dev.tocsin.store.secret;

/** A secret that these processes' keys do not open. Its message names the key that is missing. */
public final class SecretUnreadableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  SecretUnreadableException(String message) {
    super(message);
  }
}
