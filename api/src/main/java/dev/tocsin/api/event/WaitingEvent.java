package dev.tocsin.api.event;

import dev.tocsin.contract.model.Event;
import dev.tocsin.store.event.NewEvent;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An event that waits for its commit, and who waits for it. */
final class WaitingEvent {
  private final NewEvent event;
  private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
  private final AtomicBoolean settled = new AtomicBoolean();

  /**
   * @param event as its publisher sent it
   * @param schemaVersion to be stored with it
   */
  WaitingEvent(Event event, @Nullable String schemaVersion) {
    this.event = new NewEvent(event.withSchemaVersion(schemaVersion), ContentHash.of(event));
  }

  NewEvent newEvent() {
    return event;
  }

  String eventId() {
    return event.event().eventId();
  }

  CompletableFuture<Receipt> receipt() {
    return receipt;
  }

  boolean hasContent(byte[] hash) {
    return Arrays.equals(event.contentHash(), hash);
  }

  /** The committer takes it; false where its request gave up before. */
  boolean take() {
    return settled.compareAndSet(false, true);
  }

  /** Its request gives up; false where the committer has it already. */
  boolean withdraw() {
    return settled.compareAndSet(false, true);
  }
}
