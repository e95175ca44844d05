package dev.tocsin.api.catalogue;

import dev.tocsin.activities.channel.email.JsonIndent;
import dev.tocsin.api.page.PageText;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.catalogue.Subscriber;
import dev.tocsin.store.catalogue.TypeSource;
import dev.tocsin.store.eventtype.EventTypeVersion;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page of one type shows.
 *
 * @param older the address of the page with the versions before the last of these
 * @param targets whether the caller may see where subscriptions lead
 * @param newestDays the days of the figures, newest first
 * @param publish the command that publishes one; absent where only Tocsin itself does
 */
record TypeView(
    String name,
    @Nullable String description,
    boolean registered,
    @Nullable Integer newest,
    TypesView.@Nullable Link domain,
    TypesView.@Nullable Link owner,
    Figures figures,
    List<Figures.Day> newestDays,
    List<Version> versions,
    @Nullable String older,
    List<Source> sources,
    boolean anySources,
    boolean sourcesFull,
    String subscriberCount,
    List<Subscription> subscribers,
    boolean anySubscribers,
    boolean subscribersFull,
    boolean patternsLeftOut,
    boolean targets,
    @Nullable String publish,
    String subscribe) {

  /** A version with its schema and example, both for reading. */
  record Version(
      int number,
      boolean open,
      boolean forced,
      Figures.@Nullable Time deprecated,
      Figures.Time created,
      String createdBy,
      @Nullable String about,
      @Nullable String versionOwner,
      @Nullable String versionDomain,
      String schema,
      @Nullable String example) {
    static Version of(EventTypeVersion version, boolean open) {
      JsonText example = version.example();
      return new Version(
          version.version(),
          open,
          version.forced(),
          version.deprecatedAt() == null ? null : Figures.Time.of(version.deprecatedAt()),
          Figures.Time.of(version.createdAt()),
          version.createdBy(),
          version.description(),
          version.owner(),
          version.domain(),
          indented(version.schema()),
          example == null ? null : indented(example));
    }
  }

  /**
   * A source that was seen.
   *
   * @param unnamed the simple form names none
   */
  record Source(
      String source, boolean unnamed, String events, Figures.Time since, Figures.Time last) {
    static Source of(TypeSource source) {
      return new Source(
          source.source(),
          source.source().isEmpty(),
          Figures.number(source.events()),
          Figures.Time.of(source.firstAt()),
          Figures.Time.of(source.lastAt()));
    }
  }

  /**
   * A subscription.
   *
   * @param how why it is here
   * @param id absent where the caller may not see targets
   */
  record Subscription(
      @Nullable String label,
      String channel,
      String how,
      boolean paused,
      @Nullable String id,
      @Nullable String target) {
    static Subscription of(Subscriber subscriber, String how, boolean targets) {
      return new Subscription(
          subscriber.name(),
          subscriber.channel(),
          how,
          !subscriber.active(),
          targets ? subscriber.subscriptionId() : null,
          targets ? subscriber.target() : null);
    }
  }

  /** For each kind the first of them. */
  static List<Subscription> subscriptions(Subscribers.OfType all, boolean targets) {
    List<Subscription> shown = new ArrayList<>();
    add(shown, all.byName(), "by name", targets);
    add(shown, all.byPattern(), "by pattern", targets);
    add(shown, all.perhaps(), "may match by pattern", targets);
    return shown;
  }

  static List<Figures.Day> newestFirst(Figures figures) {
    List<Figures.Day> days = new ArrayList<>(figures.days());
    Collections.reverse(days);
    return days;
  }

  private static void add(
      List<Subscription> shown, List<Subscriber> some, String how, boolean targets) {
    some.stream()
        .limit(Subscribers.MOST_SHOWN)
        .forEach(each -> shown.add(Subscription.of(each, how, targets)));
  }

  /** Indented, unless that makes it much longer, as of many small values deep down. */
  private static String indented(JsonText json) {
    String text = json.text();
    try {
      String indented = JsonIndent.byTwo(json);
      text = indented.length() <= 10_000 + 8 * text.length() ? indented : text;
    } catch (UncheckedIOException beyondTheParser) {
      // A name of many thousand letters: shown as it is.
    }
    return PageText.json(text);
  }
}
