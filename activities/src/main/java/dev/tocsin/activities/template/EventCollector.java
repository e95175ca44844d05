package dev.tocsin.activities.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leads a template through the event and nowhere else: fields of objects, elements of arrays by
 * index. No method or field of a Java object is ever looked up.
 */
final class EventCollector implements Mustache.Collector {
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");

  private final int costOfElement;

  /**
   * @param costOfElement what each turn of a section costs beside what is looked up in it
   */
  EventCollector(int costOfElement) {
    this.costOfElement = costOfElement;
  }

  @Override
  public @Nullable Iterator<?> toIterator(Object value) {
    if (value instanceof Seen seen) {
      if (seen.json().isTextual() && seen.json().textValue().isEmpty()) {
        return Collections.emptyIterator();
      }
      return seen.json().isArray() ? new Elements(seen) : null;
    }
    // What the library itself gives where a section's value is missing.
    return value instanceof List<?> none ? none.iterator() : null;
  }

  @Override
  public Mustache.VariableFetcher createFetcher(Object context, String name) {
    return EventCollector::fetch;
  }

  @Override
  public <K, V> Map<K, V> createFetcherCache() {
    return new ConcurrentHashMap<>();
  }

  private static @Nullable Object fetch(Object context, String name) {
    if (!(context instanceof Seen seen)) {
      return Template.NO_FETCHER_FOUND;
    }
    seen.effort().spend(1);
    JsonNode json = seen.json();
    JsonNode found = null;
    if (json.isObject()) {
      found = json.get(name);
    } else if (json.isArray() && INDEX.matcher(name).matches()) {
      found = json.get(Integer.parseInt(name));
    }
    return found == null ? Template.NO_FETCHER_FOUND : seen.of(found).value();
  }

  private final class Elements implements Iterator<Object> {
    private final Seen array;
    private final Iterator<JsonNode> elements;

    Elements(Seen array) {
      this.array = array;
      this.elements = array.json().iterator();
    }

    @Override
    public boolean hasNext() {
      return elements.hasNext();
    }

    @Override
    public Object next() {
      array.effort().spend(costOfElement);
      Seen element = array.of(elements.next());
      // The library cannot go into null, which has no fields but may stand in an array.
      Object value = element.value();
      return value == null ? element : value;
    }
  }
}
