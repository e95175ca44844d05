package dev.tocsin.bench.chaos;

import dev.tocsin.bench.system.SplitTocsin;
import java.util.Locale;
import java.util.function.Consumer;

/** Who is killed, all processes of it. */
enum Victim {
  API(tocsin -> tocsin.api().kill(), tocsin -> tocsin.api().start()),
  WORKER(tocsin -> tocsin.worker().kill(), tocsin -> tocsin.worker().start()),
  TEMPORAL(tocsin -> tocsin.temporal().kill(), tocsin -> tocsin.temporal().restart()),
  POSTGRESQL(tocsin -> tocsin.postgres().kill(), tocsin -> tocsin.postgres().restart());

  private final Consumer<SplitTocsin> kill;
  private final Consumer<SplitTocsin> restart;

  Victim(Consumer<SplitTocsin> kill, Consumer<SplitTocsin> restart) {
    this.kill = kill;
    this.restart = restart;
  }

  /** Whose turn it is. */
  static Victim of(int round) {
    return values()[(round - 1) % values().length];
  }

  /** {@code kill -9}. */
  void kill(SplitTocsin tocsin) {
    kill.accept(tocsin);
  }

  /** Starts it again, on what it had stored. */
  void restart(SplitTocsin tocsin) {
    restart.accept(tocsin);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
