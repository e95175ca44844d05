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
  private final Kind kind;
  private final RunningTocsin tocsin;
  private final List<String> keys = new ArrayList<>();

  TocsinDesign(Kind kind, RunningTocsin tocsin) {
    this.kind = kind;
    this.tocsin = tocsin;
  }

  @Override
  public Kind kind() {
    return kind;
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
