package dev.tocsin.activities.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a value of an event is written where it must not be taken for markup. */
public enum Escaping {
  /** As it is: subjects and plain text. */
  NONE {
    @Override
    String of(JsonNode value) {
      return ExactJson.plain(value);
    }
  },

  /** For HTML and XML, between tags and in quoted attributes; with three braces too. */
  HTML {
    @Override
    String of(JsonNode value) {
      return ExactJson.plain(value)
          .replace("&", "&amp;")
          .replace("<", "&lt;")
          .replace(">", "&gt;")
          .replace("\"", "&quot;")
          .replace("'", "&#39;");
    }
  },

  /**
   * With two braces as text between the quotes of a string; with three as a JSON value of its own,
   * quotes included, where what is missing is null.
   */
  JSON {
    @Override
    String of(JsonNode value) {
      return value.isNull() ? NULL : ExactJson.write(value);
    }

    @Override
    String inQuotes(String written) {
      if (written.equals(NULL)) {
        return "";
      }
      return written.startsWith("\"")
          ? written.substring(1, written.length() - 1)
          : ExactJson.quotable(written);
    }
  },

  /** Slack's mrkdwn: the three characters that Slack asks to escape. */
  SLACK {
    @Override
    String of(JsonNode value) {
      return ExactJson.plain(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  },

  /** Telegram's MarkdownV2, outside of code and links. */
  TELEGRAM {
    @Override
    String of(JsonNode value) {
      return MARKDOWN
          .matcher(ExactJson.plain(value))
          .replaceAll(Matcher.quoteReplacement("\\") + "$0");
    }
  };

  /** The space, which JSON allows, tells it from all that is written of a value. */
  private static final String NULL = " null";

  private static final Pattern MARKDOWN = Pattern.compile("[_*\\[\\]()~`>#+=|{}.!\\\\-]");

  /** With three braces. */
  abstract String of(JsonNode value);

  /** With two braces, from what is written with three. */
  String inQuotes(String written) {
    return written;
  }

  /**
   * Of a body of that content type.
   *
   * @param contentType one that {@link ContentTypes} knows
   */
  static Escaping ofContentType(String contentType) {
    if (ContentTypes.isJson(contentType)) {
      return JSON;
    }
    return ContentTypes.isMarkup(contentType) ? HTML : NONE;
  }
}
