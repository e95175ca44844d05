package dev.tocsin.contract.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.contract.fanout.FanOutRun;
import dev.tocsin.contract.model.DeliveryKey;
import dev.tocsin.contract.model.DeliveryRef;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a group of events is to be delivered to.
 *
 * @param direct to be attempted within the event's own workflow
 * @param handOver to a workflow of their own from the start: their targets lately failed or were
 *     slow
 * @param fanOuts events whose audience is too large for this; absent in older histories
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MatchedGroup(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<DeliveryKey> direct,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<DeliveryRef> handOver,
    @Nullable List<FanOutRun> fanOuts) {
  public MatchedGroup {
    direct = List.copyOf(direct);
    handOver = List.copyOf(handOver);
    fanOuts = fanOuts == null ? List.of() : List.copyOf(fanOuts);
  }

  @Override
  public List<FanOutRun> fanOuts() {
    return Objects.requireNonNull(fanOuts);
  }
}
