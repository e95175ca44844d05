package dev.tocsin.store.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which types a page of the catalogue shows; what is absent does not narrow it.
 *
 * @param words each must stand in the name, description, owner or domain, in any case
 * @param domain of the last version; types without a contract have none
 * @param owner of the last version
 * @param after the name that the page begins after; empty: the first page
 */
public record CatalogueQuery(
    List<String> words, @Nullable String domain, @Nullable String owner, String after) {
  public CatalogueQuery {
    words = List.copyOf(words);
  }
}
