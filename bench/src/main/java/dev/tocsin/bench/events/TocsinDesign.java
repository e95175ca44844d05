package dev.tocsin.bench.events;

import dev.tocsin.bench.system.Cpu;
import dev.tocsin.bench.system.RunningTocsin;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.Severity;
import dev.tocsin.client.TocsinClient;
import java.util.ArrayList;
import java.util.List;

/** A Tocsin, with the settings that it was started with. */
final class TocsinDesign implements Design {
  private final String name;
  private final int divisor;
  private final RunningTocsin tocsin;
  private final List<String> keys = new ArrayList<>();

  private TocsinDesign(String name, int divisor, RunningTocsin tocsin) {
    this.name = name;
    this.divisor = divisor;
    this.tocsin = tocsin;
  }

  /** As it ships. */
  static TocsinDesign grouped(RunningTocsin tocsin) {
    return new TocsinDesign("tocsin", 1, tocsin);
  }

  /** With grouping off. */
  static TocsinDesign ungrouped(RunningTocsin tocsin) {
    return new TocsinDesign("a workflow per event", 4, tocsin);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int share(int events) {
    return events / divisor;
  }

  @Override
  public String url() {
    return tocsin.url();
  }

  @Override
  public String key(int tenant) {
    while (keys.size() <= tenant) {
      keys.add(tocsin.newKey("bench-" + keys.size()));
    }
    return keys.get(tenant);
  }

  @Override
  public void subscribe(int tenant, String type, String target) {
    try (TocsinClient client =
        TocsinClient.builder().url(tocsin.url()).apiKey(key(tenant)).build()) {
      client.subscribe(NewSubscription.toType(type, Severity.LOW, "WEBHOOK", target));
    }
  }

  @Override
  public Cpu cpu() {
    return tocsin.cpu();
  }

  @Override
  public long historyEvents(String type) throws Exception {
    return tocsin.workflows().historyEvents("TocsinEventType = '" + type + "'");
  }
}
