package dev.tocsin.api.process;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.activities.template.Escaping;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the API asks of channels: the syntax of targets; and a test is always delivered. */
public final class BorderFakes {
  private BorderFakes() {}

  public static ChannelRegistry channels() {
    return new ChannelRegistry(
        List.of(
            new SyntaxOnly("EMAIL", "[^@\\s]+@[^@\\s]+", "a valid email address"),
            new SyntaxOnly("WEBHOOK", "https?://\\S+", "a valid HTTP/HTTPS URL"),
            new SyntaxOnly("SLACK", "https://\\S+", "a webhook's URL")));
  }

  private record SyntaxOnly(String name, String form, String what) implements Channel {
    @Override
    public Optional<String> faultOf(String target) {
      return Pattern.matches(form, target)
          ? Optional.empty()
          : Optional.of("target must be " + what + " for " + name + " channel");
    }

    @Override
    public String where(String target) {
      return "example.com";
    }

    @Override
    public boolean signs() {
      return name.equals("WEBHOOK");
    }

    @Override
    public boolean carriesBody() {
      return signs();
    }

    @Override
    public boolean carriesMail() {
      return name.equals("EMAIL");
    }

    @Override
    public Optional<Escaping> chatEscaping() {
      return name.equals("SLACK") ? Optional.of(Escaping.SLACK) : Optional.empty();
    }

    @Override
    public Outcome deliver(Notification notification) {
      return new Outcome.Delivered(new Outcome.Answer(200, "thanks"));
    }
  }
}
