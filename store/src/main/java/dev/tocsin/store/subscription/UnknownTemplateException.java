package dev.tocsin.store.subscription;

/** A subscription was to use a template, or a version of one, that its tenant does not have. */
public final class UnknownTemplateException extends RuntimeException {
  UnknownTemplateException() {
    super("There is no such template");
  }
}
