package dev.tocsin.bench.events;

import dev.tocsin.bench.system.Cpu;
import java.time.Duration;

/** Something that takes events over HTTP and delivers them to webhooks. */
interface Design {
  /** What it is. */
  enum Kind {
    /** Tocsin as it ships. */
    TOCSIN("tocsin", 1),
    /** Tocsin with grouping off. */
    UNGROUPED("a workflow per event", 10),
    /** What a tutorial would make. */
    TEXTBOOK("textbook", 15);

    private final String title;
    private final int divisor;

    Kind(String title, int divisor) {
      this.title = title;
      this.divisor = divisor;
    }

    /** As a row or a table names it. */
    String title() {
      return title;
    }

    /**
     * How long it is used before it is measured: Tocsin gets faster for minutes, as its JVM
     * compiles what it does; the others wait for Temporal's server, which was compiled before it
     * ran.
     */
    Duration warmUp(boolean quick) {
      long seconds = this == TOCSIN ? 120 : 30;
      return Duration.ofSeconds(quick ? seconds : 2 * seconds);
    }

    /** How many events it gets, of those that Tocsin gets: slower ones get fewer. */
    int share(int events) {
      return events / divisor;
    }
  }

  Kind kind();

  String url();

  /** The API key of a tenant, by its number from 0. */
  String key(int tenant);

  /** Subscribes a webhook to all events of a type. */
  void subscribe(int tenant, String type, String target);

  /** What it has used up to now, with the servers that it works on. */
  Cpu cpu();

  /** The events in the histories of all workflows that were made for events of this type. */
  long historyEvents(String type) throws Exception;
}
