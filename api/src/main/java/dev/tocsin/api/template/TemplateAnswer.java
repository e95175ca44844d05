package dev.tocsin.api.template;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.api.http.Timestamps;
import dev.tocsin.contract.model.TemplateParts;
import dev.tocsin.store.template.Template;
import dev.tocsin.store.template.TemplateVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A template as it is shown.
 *
 * @param version the newest
 * @param updatedAt when the newest version was made
 * @param parts of the newest version; absent in listings
 * @param versions the newest first, 100 at most; absent in listings
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TemplateAnswer(
    String templateId,
    String name,
    int version,
    String createdAt,
    String updatedAt,
    @Nullable Parts parts,
    @Nullable List<Summary> versions) {

  /** As they were given. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Parts(
      @Nullable String subject,
      @Nullable String html,
      @Nullable String text,
      @Nullable String body,
      @Nullable String contentType,
      @Nullable String chat,
      boolean strict) {
    static Parts of(TemplateParts parts) {
      return new Parts(
          parts.subject(),
          parts.html(),
          parts.text(),
          parts.body(),
          parts.contentType(),
          parts.chat(),
          parts.strict());
    }
  }

  /** A version in the list of its template. */
  record Summary(int version, String createdAt, String createdBy) {}

  /** A version as a whole. */
  record Version(String templateId, int version, Parts parts, String createdAt, String createdBy) {}

  static TemplateAnswer listed(Template template) {
    return of(template, null, null);
  }

  /**
   * @param versions the newest first
   * @return empty where there are none: the template was deleted in the meantime
   */
  static Optional<TemplateAnswer> detailed(Template template, List<TemplateVersion> versions) {
    return versions.isEmpty() ? Optional.empty() : Optional.of(whole(template, versions));
  }

  private static TemplateAnswer whole(Template template, List<TemplateVersion> versions) {
    return of(
        template,
        Parts.of(versions.get(0).parts()),
        versions.stream()
            .map(
                version ->
                    new Summary(
                        version.version(),
                        Timestamps.iso(version.createdAt()),
                        version.createdBy()))
            .toList());
  }

  static Version version(TemplateVersion version) {
    return new Version(
        version.templateId(),
        version.version(),
        Parts.of(version.parts()),
        Timestamps.iso(version.createdAt()),
        version.createdBy());
  }

  private static TemplateAnswer of(
      Template template, @Nullable Parts parts, @Nullable List<Summary> versions) {
    return new TemplateAnswer(
        template.templateId(),
        template.name(),
        template.newest(),
        Timestamps.iso(template.createdAt()),
        Timestamps.iso(template.updatedAt()),
        parts,
        versions);
  }
}
