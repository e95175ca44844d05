package dev.tocsin.api.eventtype;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.JsonText;
import dev.tocsin.store.eventtype.EventType;
import dev.tocsin.store.eventtype.EventTypeVersion;
import dev.tocsin.store.eventtype.VersionSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event type as it is shown.
 *
 * @param newestVersion the last version; its owner and domain are the type's
 * @param versions all of them without their schemas, the first first; absent in listings
 */
record EventTypeAnswer(
    String name,
    int newestVersion,
    @Nullable String owner,
    @Nullable String domain,
    String createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Summary> versions) {

  /** A version in the list of its type. */
  record Summary(
      int version,
      @Nullable String description,
      @Nullable String owner,
      @Nullable String domain,
      boolean forced,
      String createdAt,
      String createdBy,
      @Nullable String deprecatedAt) {}

  /** A version as a whole. */
  record Version(
      String name,
      int version,
      JsonText schema,
      @Nullable String description,
      @Nullable JsonText example,
      @Nullable String owner,
      @Nullable String domain,
      boolean forced,
      String createdAt,
      String createdBy,
      @Nullable String deprecatedAt) {}

  static EventTypeAnswer listed(EventType type) {
    return of(type, null);
  }

  static EventTypeAnswer detailed(EventType type, List<VersionSummary> versions) {
    return of(type, versions.stream().map(EventTypeAnswer::summary).toList());
  }

  static Version version(EventTypeVersion version) {
    return new Version(
        version.name(),
        version.version(),
        version.schema(),
        version.description(),
        version.example(),
        version.owner(),
        version.domain(),
        version.forced(),
        Timestamps.iso(version.createdAt()),
        version.createdBy(),
        Timestamps.isoOrNull(version.deprecatedAt()));
  }

  private static EventTypeAnswer of(EventType type, @Nullable List<Summary> versions) {
    return new EventTypeAnswer(
        type.name(),
        type.newest(),
        type.owner(),
        type.domain(),
        Timestamps.iso(type.createdAt()),
        versions);
  }

  private static Summary summary(VersionSummary version) {
    return new Summary(
        version.version(),
        version.description(),
        version.owner(),
        version.domain(),
        version.forced(),
        Timestamps.iso(version.createdAt()),
        version.createdBy(),
        Timestamps.isoOrNull(version.deprecatedAt()));
  }
}
