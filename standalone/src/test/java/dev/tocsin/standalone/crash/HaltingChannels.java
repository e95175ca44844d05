package dev.tocsin.standalone.crash;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import java.util.List;
import java.util.Optional;

/** A channel that may halt before an attempt, or between an accepted send and its record. */
record HaltingChannels(Channel channel, Halts halts) implements Channel {

  static ChannelRegistry around(ChannelRegistry registry, Halts halts) {
    List<Channel> channels =
        registry.names().stream()
            .map(name -> registry.find(name).orElseThrow())
            .<Channel>map(channel -> new HaltingChannels(channel, halts))
            .toList();
    return new ChannelRegistry(channels);
  }

  @Override
  public String name() {
    return channel.name();
  }

  @Override
  public Optional<String> faultOf(String target) {
    return channel.faultOf(target);
  }

  @Override
  public String where(String target) {
    return channel.where(target);
  }

  @Override
  public boolean signs() {
    return channel.signs();
  }

  @Override
  public boolean carriesBody() {
    return channel.carriesBody();
  }

  @Override
  public Outcome deliver(Notification notification) {
    String eventId = notification.event().eventId();
    halts.at(HaltPoint.ROUND_OPENED, eventId);
    Outcome outcome = channel.deliver(notification);
    if (outcome instanceof Outcome.Delivered) {
      halts.at(HaltPoint.SENT, eventId);
      halts.at(HaltPoint.SENT_LATER, eventId);
      halts.at(HaltPoint.SENT_FROM_WAITING, eventId);
      halts.at(HaltPoint.SENT_IN_TURN, eventId);
    }
    return outcome;
  }
}
