package dev.tocsin.activities.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.contract.model.Subscription;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.store.database.Database;
import dev.tocsin.store.template.Template;
import dev.tocsin.store.template.TemplateDao;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What subscriptions want to be told, from memory: which version of a shared template is the newest
 * is remembered for {@link #FRESH}, compiled templates for as long as there is room. Thread-safe;
 * fails with what the database fails with.
 */
public final class Templates {
  /** How long a process may not know of a version that another process made. */
  static final Duration FRESH = Duration.ofSeconds(2);

  private static final int MOST_REMEMBERED = 10_000;
  private static final long MOST_CHARACTERS = 32L * 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TemplateDao templates;
  private final Cache<SharedTemplate, Optional<Integer>> newest;
  private final Cache<SharedVersion, Weighed<MessageTemplate>> shared = byWeight();
  private final Cache<JsonText, Weighed<MessageTemplate>> own = byWeight();
  private final Cache<JsonText, Weighed<InputTransform>> transforms = byWeight();

  public Templates(Database database) {
    this(database, Ticker.systemTicker());
  }

  Templates(Database database, Ticker ticker) {
    this.templates = new TemplateDao(database);
    this.newest =
        Caffeine.newBuilder()
            .expireAfterWrite(FRESH)
            .ticker(ticker)
            .maximumSize(MOST_REMEMBERED)
            .build();
  }

  private record SharedTemplate(String tenant, String templateId) {}

  private record SharedVersion(SharedTemplate template, int version) {}

  private record Weighed<T>(T compiled, int characters) {}

  /**
   * @throws TemplateFault where the template is gone, or is none
   */
  public Content of(Subscription subscription) {
    JsonText template = subscription.template();
    JsonText transform = subscription.transform();
    if (template == null && transform == null) {
      return Content.DEFAULT;
    }
    return new Content(
        template == null ? MessageTemplate.NONE : template(subscription.tenant(), template),
        transform == null
            ? null
            : lookUp(
                    transforms,
                    transform,
                    text -> new Weighed<>(InputTransform.of(text), text.text().length()))
                .compiled());
  }

  /** The parts of a template of a subscription's own, as its row has them. */
  public static TemplateParts parts(JsonText template) {
    try {
      return JSON.readValue(template.text(), TemplateParts.class);
    } catch (JsonProcessingException foreign) {
      throw new IllegalStateException("A subscription's template is not ours", foreign);
    }
  }

  private MessageTemplate template(String tenant, JsonText template) {
    JsonNode fields = ExactJson.known(template.text());
    if (!fields.has("id")) {
      return lookUp(
              own,
              template,
              text -> new Weighed<>(MessageTemplate.of(parts(text)), text.text().length()))
          .compiled();
    }
    SharedTemplate named = new SharedTemplate(tenant, fields.get("id").textValue());
    int version =
        fields.has("version")
            ? Integer.parseInt(ExactJson.write(fields.get("version")))
            : lookUp(newest, named, this::newest).orElseThrow(() -> gone(named));
    return lookUp(shared, new SharedVersion(named, version), this::compile).compiled();
  }

  private Optional<Integer> newest(SharedTemplate named) {
    return templates.find(named.tenant(), named.templateId()).map(Template::newest);
  }

  private Weighed<MessageTemplate> compile(SharedVersion named) {
    TemplateParts parts =
        templates
            .version(named.template().tenant(), named.template().templateId(), named.version())
            .orElseThrow(() -> gone(named.template()))
            .parts();
    return new Weighed<>(MessageTemplate.of(parts), parts.length());
  }

  private static TemplateFault gone(SharedTemplate named) {
    return new TemplateFault(
        "template", 1, 1, "there is no template " + named.templateId() + " of that version");
  }

  // Not the cache's own loading: it would queue all deliveries behind one lookup, and each would
  // wait in turn for a database that is away.
  private static <K, V> V lookUp(Cache<K, V> cache, K key, Function<K, V> load) {
    V known = cache.getIfPresent(key);
    if (known == null) {
      known = load.apply(key);
      cache.put(key, known);
    }
    return known;
  }

  private static <K, T> Cache<K, Weighed<T>> byWeight() {
    return Caffeine.newBuilder()
        .maximumWeight(MOST_CHARACTERS)
        .weigher((K key, Weighed<T> value) -> 100 + value.characters())
        .build();
  }
}
