package dev.tocsin.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.Calls;
import dev.tocsin.client.Event;
import dev.tocsin.client.EventStatus;
import dev.tocsin.client.NewSubscription;
import dev.tocsin.client.RetrySchedule;
import dev.tocsin.client.TocsinClient;
import dev.tocsin.standalone.client.JsonArgument;
import dev.tocsin.standalone.dev.LocalTocsin;
import dev.tocsin.standalone.local.LocalServerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Three subscriptions, the example events, and every delivery as it happens. */
public final class Demo implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MS = 200;

  private static final Map<String, Object> EVERY_TYPE =
      Map.of("detail-type", List.of(Map.of("exists", true)));

  private final LocalTocsin tocsin;
  private final PrintWriter out;
  private final TocsinClient client;
  private final Receiver steady = new Receiver(0);
  private final Receiver shaky = new Receiver(2);

  public Demo(LocalTocsin tocsin, PrintWriter out) {
    this.tocsin = tocsin;
    this.out = out;
    this.client = TocsinClient.builder().url(tocsin.url()).apiKey(tocsin.key().text()).build();
  }

  /**
   * Runs it once.
   *
   * @param examples a folder of JSON files, an event each
   * @return whether every delivery was SENT
   */
  public boolean run(Path examples) {
    subscribe();
    List<String> events = publish(examples);
    DeliveryBoard board = new DeliveryBoard(tocsin, out);
    long until = System.nanoTime() + LONGEST.toNanos();
    boolean done = false;
    while (!done && System.nanoTime() < until) {
      done = true;
      for (String event : events) {
        Event answer = client.event(event);
        board.update(answer);
        done &= answer.status() == EventStatus.NOTIFIED;
      }
      pause();
    }
    board.printTable();
    return done && board.allSent();
  }

  @Override
  public void close() {
    client.close();
    steady.close();
    shaky.close();
  }

  private void subscribe() {
    out.println("Subscriptions");
    subscribe("ops mail", "EMAIL", "ops-team@example.com", null);
    subscribe("steady hook", "WEBHOOK", steady.url("/steady"), null);
    subscribe(
        "shaky hook", "WEBHOOK", shaky.url("/shaky"), RetrySchedule.ofSeconds(List.of(1, 2, 4)));
    out.println();
  }

  private void subscribe(
      String name, String channel, String target, @Nullable RetrySchedule retry) {
    client.subscribe(
        NewSubscription.toPattern(EVERY_TYPE, channel, target).withName(name).withRetry(retry));
    out.printf(
        "  %-12s %-8s %-32s %s%n",
        name, channel, target, retry == null ? "" : "(fails twice, then accepts)");
  }

  private List<String> publish(Path examples) {
    out.println("Events");
    List<String> ids = new ArrayList<>();
    for (Path file : files(examples)) {
      JsonNode event =
          JsonArgument.file("--examples", file.toString(), InputStream.nullInputStream());
      String id = client.send(Calls.publish(event)).eventId();
      out.printf("  %-18s accepted as %s%n", file.getFileName(), id);
      ids.add(id);
    }
    out.println();
    out.flush();
    return ids;
  }

  private static List<Path> files(Path examples) {
    try (Stream<Path> all = Files.list(examples)) {
      List<Path> files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (files.isEmpty()) {
        throw new LocalServerException("No *.json in " + examples);
      }
      return files;
    } catch (IOException e) {
      throw new LocalServerException("No events to publish in " + examples + ": " + e, e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalServerException("Stopped in the middle of the demo", e);
    }
  }
}
