package dev.tocsin.activities.channel.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Notifications;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.channel.email.SesSettings;
import dev.tocsin.activities.channel.outbound.AddressRange;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import dev.tocsin.activities.channel.outbound.PrivateTargets;
import dev.tocsin.activities.channel.outbound.TargetGuard;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardChannelsTest {
  @TempDir Path home;

  @Test
  void emailAndWebhookComeFirst() {
    assertThat(channels(home, PrivateTargets.ALLOW).names()).startsWith("EMAIL", "WEBHOOK");
  }

  @Test
  void everyChannelIsFoundByItsOwnName() {
    ChannelRegistry channels = channels(home, PrivateTargets.ALLOW);
    assertThat(channels.names())
        .allSatisfy(name -> assertThat(channels.find(name)).map(Channel::name).contains(name));
    assertThat(channels.find("email")).isEmpty();
  }

  @Test
  void mailsGoToTheOutboxWhereThereIsOne() {
    Channel email = channels(home, PrivateTargets.DENY).find("EMAIL").orElseThrow();
    email.deliver(Notifications.to("EMAIL", "ops@example.com").build());
    assertThat(home.resolve(Notifications.DELIVERY_ID + ".eml")).exists();
  }

  @Test
  void mailsGoToSesOtherwise() {
    Channel email = channels(null, PrivateTargets.DENY).find("EMAIL").orElseThrow();
    // Port 1 of loopback: nobody listens there.
    assertThat(email.deliver(Notifications.to("EMAIL", "ops@example.com").build()))
        .isEqualTo(
            new Outcome.RetryLater(
                "Mail failed: SES could not be reached", null, Outcome.Answer.NONE));
  }

  @Test
  void privateTargetsAreDeniedWhereTheSettingSaysSo() {
    Channel webhook = channels(home, PrivateTargets.DENY).find("WEBHOOK").orElseThrow();
    assertThat(webhook.deliver(Notifications.to("WEBHOOK", "http://127.0.0.1:1/").build()))
        .isInstanceOf(Outcome.Rejected.class);
    assertThat(webhook.faultOf("http://192.168.0.1/"))
        .hasValue("target must not be the private or special address 192.168.0.1");
    assertThat(webhook.faultOf("http://10.0.0.1/")).isEmpty();
    assertThat(webhook.faultOf("http://internal.example/")).isEmpty();
  }

  private static ChannelRegistry channels(Path outbox, PrivateTargets privateTargets) {
    return StandardChannels.of(
        new ChannelSettings(
            "1.2.3",
            new TargetGuard(privateTargets, AddressRange.listOf("10.0.0.0/8")),
            OutboundHttp.DEFAULT_PERMANENT_STATUSES,
            "tocsin@example.org",
            outbox,
            new SesSettings(URI.create("http://127.0.0.1:1"), null)));
  }
}
