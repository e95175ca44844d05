package dev.tocsin.api.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStreamReader;
import java.io.Reader;
import java.util.Objects;

/**
 * A page, or a part of one, as a Mustache template among the resources of {@code dev/tocsin/api}.
 * Every value is escaped ({@link PageText#escaped}). A name that the view does not have is an
 * error; null is an empty text. Thread-safe.
 */
public final class HtmlTemplate {
  static final HtmlTemplate ERROR = of("page/error");

  private static final String FOLDER = "/dev/tocsin/api/";

  private final Template template;

  private HtmlTemplate(Template template) {
    this.template = template;
  }

  /**
   * @param name the path below {@code dev/tocsin/api}, without {@code .html}; {@code {{>name}}}
   *     includes others in the same way
   */
  public static HtmlTemplate of(String name) {
    return new HtmlTemplate(
        Mustache.compiler()
            .withEscaper(PageText::escaped)
            .nullValue("")
            .emptyStringIsFalse(true)
            .zeroIsFalse(true)
            .strictSections(true)
            .withLoader(HtmlTemplate::open)
            .compile(open(name)));
  }

  /**
   * @param view a record whose components the template names
   */
  public String fill(Object view) {
    return template.execute(view);
  }

  private static Reader open(String name) {
    String path = FOLDER + name + ".html";
    return new InputStreamReader(
        Objects.requireNonNull(HtmlTemplate.class.getResourceAsStream(path), path), UTF_8);
  }
}
