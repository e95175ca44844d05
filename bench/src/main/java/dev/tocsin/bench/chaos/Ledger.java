package dev.tocsin.bench.chaos;

import dev.tocsin.bench.load.Receiver.Webhook;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What was accepted, and what was received of it by two targets: one that accepts everything at
 * once, and one that refuses every third event the first time, so that it needs a later attempt.
 * Moments are those of {@link System#nanoTime}. Thread-safe.
 */
final class Ledger {
  static final int STEADY = 0;
  static final int SHAKY = 1;

  private static final int OK = 204;
  private static final int AWAY = 503;
  private static final int REFUSED_AT_FIRST = 3;

  private final Map<Integer, Accepted> accepted = new ConcurrentHashMap<>();
  private final Map<Arrival, Collection<Receipt>> receipts = new ConcurrentHashMap<>();
  private final Set<Integer> refused = ConcurrentHashMap.newKeySet();

  private record Accepted(int sequence, long askedAt, long answeredAt) {}

  private record Arrival(int target, int sequence) {}

  private record Receipt(String id, long at) {}

  /** The API answered 202. */
  void accepted(int sequence, long askedAt, long answeredAt) {
    accepted.put(sequence, new Accepted(sequence, askedAt, answeredAt));
  }

  /** A webhook has come; says what to answer. */
  int received(Webhook webhook, long at) {
    if (webhook.target() == SHAKY
        && needsRetry(webhook.sequence())
        && refused.add(webhook.sequence())) {
      return AWAY;
    }
    receipts
        .computeIfAbsent(
            new Arrival(webhook.target(), webhook.sequence()), key -> new ConcurrentLinkedQueue<>())
        .add(new Receipt(webhook.id(), at));
    return OK;
  }

  /** How many events were accepted. */
  int accepted() {
    return accepted.size();
  }

  /** How many events about were accepted and have not come to both. */
  int underWay() {
    return accepted.size() - receipts.size() / 2;
  }

  /** How many webhooks were received, each once. */
  int arrived() {
    return receipts.size();
  }

  /** Whether all that was accepted has come to both. */
  boolean isDelivered() {
    return accepted.keySet().stream().allMatch(this::isDelivered);
  }

  /** What became of the events that were accepted from then on, and before the other moment. */
  Fate fate(long from, long until) {
    List<Integer> events =
        accepted.values().stream()
            .filter(each -> each.answeredAt() - from >= 0 && each.answeredAt() - until < 0)
            .map(Accepted::sequence)
            .toList();
    return new Fate(
        events.size(),
        events.stream().filter(this::isDelivered).count(),
        events.stream().mapToLong(each -> repeats(STEADY, each) + repeats(SHAKY, each)).sum());
  }

  /**
   * Nanoseconds from a kill until events were accepted again; none were: {@link Long#MAX_VALUE}.
   */
  long untilAccepted(long kill) {
    return first(kill, each -> each.answeredAt() - kill);
  }

  /** Nanoseconds until one that was published after the kill had come, by its first attempt. */
  long untilDelivered(long kill) {
    return first(kill, each -> arrival(STEADY, each.sequence(), kill));
  }

  /** Nanoseconds until one had come that needed a later attempt. */
  long untilRetried(long kill) {
    return first(
        kill,
        each ->
            needsRetry(each.sequence()) ? arrival(SHAKY, each.sequence(), kill) : Long.MAX_VALUE);
  }

  /** The ids under which webhooks came, of each event to each target. */
  Collection<Set<String>> webhookIds() {
    return receipts.values().stream()
        .map(all -> all.stream().map(Receipt::id).collect(Collectors.toSet()))
        .toList();
  }

  private long first(long kill, ToLongFunction<Accepted> time) {
    return accepted.values().stream()
        .filter(each -> each.askedAt() - kill > 0)
        .mapToLong(time)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long arrival(int target, int sequence, long kill) {
    return receipts(target, sequence).stream()
        .mapToLong(each -> each.at() - kill)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private boolean isDelivered(int sequence) {
    return !receipts(STEADY, sequence).isEmpty() && !receipts(SHAKY, sequence).isEmpty();
  }

  private long repeats(int target, int sequence) {
    return Math.max(0, receipts(target, sequence).size() - 1);
  }

  private Collection<Receipt> receipts(int target, int sequence) {
    return receipts.getOrDefault(new Arrival(target, sequence), List.of());
  }

  private static boolean needsRetry(int sequence) {
    return sequence % REFUSED_AT_FIRST == 0;
  }
}
