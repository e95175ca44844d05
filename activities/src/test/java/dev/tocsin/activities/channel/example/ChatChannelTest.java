package dev.tocsin.activities.channel.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.HttpChannelContract;
import dev.tocsin.activities.channel.outbound.OutboundHttp;
import org.junit.jupiter.api.Test;

class ChatChannelTest extends HttpChannelContract {
  @Override
  protected Channel channelOver(OutboundHttp http) {
    return new ChatChannel(http);
  }

  @Test
  void postsOneLine() throws Exception {
    receiverAccepts();
    deliver(notification().title("say \"hi\""));
    assertThat(next().getBody().utf8())
        .isEqualTo("{\"text\":\"[HIGH] deployment: say \\\"hi\\\"\"}");
  }
}
