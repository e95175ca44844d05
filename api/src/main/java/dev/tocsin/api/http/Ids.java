package dev.tocsin.api.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** Ids in paths. */
public final class Ids {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_]{1,64}");

  private Ids() {}

  /** The id where it has the form of one; nothing else reaches the database. */
  public static Optional<String> check(String id) {
    return FORM.matcher(id).matches() ? Optional.of(id) : Optional.empty();
  }
}
