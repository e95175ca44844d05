package dev.tocsin.worker;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.email.SesSettings;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import dev.tocsin.activities.channel.standard.ChannelSettings;
import dev.tocsin.activities.channel.standard.StandardChannels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All channels that there are, on this machine, and one of a test's own. */
final class RigChannels {
  private RigChannels() {}

  /**
   * @param outbox where mails become files
   */
  static ChannelRegistry of(Path outbox, Channel another) {
    ChannelRegistry standard =
        StandardChannels.of(
            new ChannelSettings(
                "test",
                new TargetGuard(PrivateTargets.ALLOW),
                OutboundHttp.DEFAULT_PERMANENT_STATUSES,
                "tocsin@example.com",
                outbox,
                new SesSettings(null, null)));
    List<Channel> all = new ArrayList<>();
    standard.names().forEach(name -> all.add(standard.find(name).orElseThrow()));
    all.add(another);
    return new ChannelRegistry(all);
  }
}
