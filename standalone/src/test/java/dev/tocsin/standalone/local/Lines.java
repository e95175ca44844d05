package dev.tocsin.standalone.local;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps what was said. */
final class Lines implements Consumer<String> {
  private final List<String> said = new CopyOnWriteArrayList<>();

  @Override
  public void accept(String line) {
    said.add(line);
  }

  List<String> all() {
    return said;
  }
}
