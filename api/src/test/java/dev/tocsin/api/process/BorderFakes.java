package dev.tocsin.api.process;

import dev.tocsin.activities.channel.Channel;
import dev.tocsin.activities.channel.ChannelRegistry;
import dev.tocsin.activities.channel.Notification;
import dev.tocsin.activities.channel.Outcome;
import dev.tocsin.api.pattern.PatternCheck;
import dev.tocsin.api.subscription.HeaderCheck;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.event.ruler.RuleCompiler;
import software.amazon.event.ruler.Ruler;

/** What the API asks of the activities: the syntax of targets, patterns and headers. */
public final class BorderFakes {
  private BorderFakes() {}

  public static ChannelRegistry channels() {
    return new ChannelRegistry(
        List.of(
            new SyntaxOnly("EMAIL", "[^@\\s]+@[^@\\s]+", "a valid email address"),
            new SyntaxOnly("WEBHOOK", "https?://\\S+", "a valid HTTP/HTTPS URL")));
  }

  public static PatternCheck patterns() {
    return new PatternCheck() {
      @Override
      public Optional<String> faultOf(String pattern) {
        return Optional.ofNullable(RuleCompiler.check(pattern));
      }

      @Override
      public boolean matches(String pattern, String document) {
        try {
          return Ruler.matchesRule(document, pattern);
        } catch (Exception unreadable) {
          throw new IllegalStateException(unreadable);
        }
      }
    };
  }

  public static HeaderCheck headers() {
    return headers ->
        headers.containsKey("Host")
            ? Optional.of("headers must not contain Host")
            : Optional.empty();
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
    public Outcome deliver(Notification notification) {
      throw new IllegalStateException("The API delivers nothing");
    }
  }
}
