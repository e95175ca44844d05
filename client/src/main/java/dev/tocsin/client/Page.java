package dev.tocsin.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing, newest first.
 *
 * @param next what to send as {@code cursor} for the following page; null on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {
  public Page {
    items = Answers.list(items);
  }
}
