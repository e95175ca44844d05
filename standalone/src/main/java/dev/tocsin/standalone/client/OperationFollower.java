package dev.tocsin.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.client.DeadLetterCalls;
import dev.tocsin.client.DeadLetterOperation;
import dev.tocsin.client.DeadLetterOperation.Order;
import dev.tocsin.client.DeadLetterOperation.Status;
import dev.tocsin.client.TocsinClient;
import picocli.CommandLine.ExitCode;

/** Watches an operation on many dead letters until it ends. The operation does not need it. */
final class OperationFollower {
  private static final long LOOK_EVERY_MS = 250;

  private final TocsinClient client;
  private final ClientOptions options;

  OperationFollower(TocsinClient client, ClientOptions options) {
    this.client = client;
    this.options = options;
  }

  /** Returns the exit code: OK only where every dead letter is done. */
  int follow(DeadLetterOperation began) {
    String id = began.operationId();
    if (!options.json()) {
      options.out().printf("%s %s %d dead letters%n", id, verb(began), began.matching());
      options.out().println("  Ctrl-C leaves it running; follow it: ./tocsin operations " + id);
      options.out().flush();
    }
    DeadLetterOperation operation = began;
    while (operation.status() == Status.RUNNING && pause()) {
      operation = client.send(DeadLetterCalls.operation(id));
      if (options.showsProgress()) {
        options.err().print("\r  " + progress(operation) + " ");
        options.err().flush();
      }
    }
    if (options.showsProgress()) {
      options.err().println();
    }
    if (options.json()) {
      JsonNode whole = client.send(DeadLetterCalls.operation(id).asJson());
      options.out().println(whole);
    } else {
      options.out().println(summary(operation));
    }
    options.out().flush();
    return operation.status() == Status.COMPLETED && operation.skipped().all() == 0
        ? ExitCode.OK
        : ExitCode.SOFTWARE;
  }

  /** How far it is, in a few words. */
  static String progress(DeadLetterOperation operation) {
    return operation.done() + " of " + operation.matching();
  }

  private static String verb(DeadLetterOperation operation) {
    return operation.order() == Order.DISCARD ? "discards" : "redrives";
  }

  private static String summary(DeadLetterOperation operation) {
    int skipped = operation.skipped().all();
    boolean whole = operation.done() == operation.matching();
    StringBuilder line =
        new StringBuilder(operation.order() == Order.DISCARD ? "Discarded: " : "Redriven: ")
            .append(whole ? Integer.toString(operation.done()) : progress(operation));
    if (skipped > 0) {
      line.append("; skipped: ")
          .append(operation.skipped().subscriptionDeleted())
          .append(" of deleted subscriptions, ")
          .append(operation.skipped().noLongerDead())
          .append(" no longer dead");
    }
    return line.append(operation.status() == Status.CANCELLED ? "; called off" : "").toString();
  }

  private static boolean pause() {
    try {
      Thread.sleep(LOOK_EVERY_MS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
