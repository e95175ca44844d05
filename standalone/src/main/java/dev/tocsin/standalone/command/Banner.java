package dev.tocsin.standalone.command;

import dev.tocsin.standalone.dev.LocalTocsin;
import java.io.PrintWriter;

/** What somebody who has just started everything wants to know, at 80 columns. */
final class Banner {
  private Banner() {}

  static void print(LocalTocsin tocsin, PrintWriter out) {
    out.println();
    out.println("Tocsin is running. Ctrl-C stops it.");
    out.println();
    line(out, "API", tocsin.url());
    line(out, "API key", tocsin.key().text());
    line(out, "Temporal UI", tocsin.servers().temporal().uiUrl().orElse("none"));
    line(out, "Health", tocsin.adminUrl() + "/healthcheck");
    line(out, "Metrics", tocsin.adminUrl() + "/metrics");
    line(out, "Mails", tocsin.outbox().orElse("sent by SES"));
    line(out, "Log", tocsin.log());
    out.println();
    if (!tocsin.servers().temporal().durable()) {
      out.println("  MISSING, as this Temporal lives in memory: waiting retries are lost when");
      out.println("  it stops (recovery starts them anew from PostgreSQL), there is no UI, and");
      out.println("  workflows cannot be listed. Install the temporal CLI to have them.");
      out.println();
    }
    out.println("Try it:");
    out.println("  curl -X POST " + tocsin.url() + "/events -H 'x-api-key: '$(cat \\");
    out.println("    " + tocsin.servers().home().folder().resolve("dev-key") + ") -d \\");
    out.println(
        "    '{\"eventType\":\"deployment\",\"severity\":\"HIGH\",\"title\":\"v2 is out\"}'");
    out.println();
    out.flush();
  }

  private static void line(PrintWriter out, String name, String value) {
    out.printf("  %-12s %s%n", name, value);
  }
}
