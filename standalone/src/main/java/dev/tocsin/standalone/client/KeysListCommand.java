package dev.tocsin.standalone.client;

import dev.tocsin.client.AdminCalls;
import dev.tocsin.client.ApiKey;
import dev.tocsin.client.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Lists the keys of the tenant, asked for over the API. */
@Command(
    name = "list",
    description = "Lists the tenant's keys; over the API, with an admin's key.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class KeysListCommand implements Callable<Integer> {
  @Mixin private ListingOptions listing = new ListingOptions();
  @Mixin private ClientOptions options = new ClientOptions();

  @Override
  public Integer call() {
    Table table = new Table(listing.wide(), "KEY", "STATE", "EXPIRES", "ROLES");
    listing.print(options, AdminCalls.keys(listing.pageSize()), table, this::row);
    return ExitCode.OK;
  }

  private void row(Table table, ApiKey key) {
    String expires =
        key.expiresAt() == null ? "never" : Plain.date(key.expiresAt(), listing.wide());
    String roles =
        key.roles().stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(","));
    table.row(key.keyId(), key.state(), expires, roles);
    table.note(key.name() + plan(key.plan()));
    table.note(key.replacedBy() == null ? "" : "replaced by " + key.replacedBy());
  }

  private static String plan(@Nullable Plan plan) {
    if (plan == null) {
      return "";
    }
    List<String> limits = new ArrayList<>();
    if (plan.ratePerSecond() != null) {
      limits.add(plan.ratePerSecond() + "/s");
    }
    if (plan.burst() != null) {
      limits.add(plan.burst() + " at once");
    }
    if (plan.monthlyQuota() != null) {
      limits.add(plan.monthlyQuota() + " a month");
    }
    return " (" + String.join(", ", limits) + ")";
  }
}
