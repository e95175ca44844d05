package dev.tocsin.api.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.activities.eventtype.EventContracts;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.openapi.TenantRequest;
import dev.tocsin.contract.model.Severity;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.tenant.SchemaMode;
import dev.tocsin.store.tenant.TenantDao;
import dev.tocsin.store.tenant.TenantSettings;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the caller's tenant has decided for itself. A change leaves out what it does not name. */
@Path("/admin/tenant")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tenant")
public final class TenantResource {
  private final TenantDao tenants;
  private final EventContracts contracts;
  private final Clock clock;

  public TenantResource(TenantDao tenants, EventContracts contracts, Clock clock) {
    this.tenants = tenants;
    this.contracts = contracts;
    this.clock = clock;
  }

  /**
   * The answer.
   *
   * @param schemaMode off, known or strict
   * @param alarmDeadLetters so many within {@code alarmMinutes} raise the alarm; 0: never
   */
  public record Settings(
      String tenant,
      String schemaMode,
      Severity defaultSeverity,
      int alarmDeadLetters,
      int alarmMinutes) {}

  @GET
  @Allowed(Role.ADMIN)
  @Operation(operationId = "getTenant", summary = "What the tenant has decided for itself")
  @ApiResponse(responseCode = "200", description = "The settings.", useReturnTypeSchema = true)
  public Settings show(@Auth Caller caller) {
    return answer(caller, tenants.settings(caller.tenant()));
  }

  @PUT
  @Allowed(Role.ADMIN)
  @Operation(operationId = "changeTenant", summary = "Change the tenant's settings")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TenantRequest.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The settings as they are now.",
      useReturnTypeSchema = true)
  public Settings change(@Auth Caller caller, InputStream request) throws IOException {
    JsonBody body = JsonBody.read(request);
    if (!body.root().isObject()) {
      throw new InvalidRequestException(List.of("the body must be an object"));
    }
    List<String> faults = new ArrayList<>();
    SchemaMode mode = oneOf(body, "schemaMode", SchemaMode.values(), SchemaMode::text, faults);
    Severity severity = oneOf(body, "defaultSeverity", Severity.values(), Severity::name, faults);
    Integer deadLetters = whole(body, "alarmDeadLetters", 0, 1_000, faults);
    Integer minutes = whole(body, "alarmMinutes", 1, 1_440, faults);
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(faults);
    }
    TenantSettings changed =
        tenants.change(caller.tenant(), mode, severity, deadLetters, minutes, clock.instant());
    contracts.changed(caller.tenant());
    return answer(caller, changed);
  }

  private static Settings answer(Caller caller, TenantSettings settings) {
    return new Settings(
        caller.tenant(),
        settings.schemaMode().text(),
        settings.defaultSeverity(),
        settings.alarmDeadLetters(),
        settings.alarmMinutes());
  }

  private static @Nullable Integer whole(
      JsonBody body, String field, int least, int most, List<String> faults) {
    JsonNode value = body.field(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isNumber() || !value.canConvertToInt() || !value.canConvertToExactIntegral()) {
      faults.add(field + " must be a whole number from " + least + " to " + most);
      return null;
    }
    int given = value.decimalValue().intValueExact();
    if (given < least || given > most) {
      faults.add(field + " must be a whole number from " + least + " to " + most);
    }
    return given;
  }

  private static <E> @Nullable E oneOf(
      JsonBody body, String field, E[] values, Function<E, String> text, List<String> faults) {
    JsonNode value = body.field(field);
    if (value.isMissingNode()) {
      return null;
    }
    String given = value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : "";
    Optional<E> found =
        Arrays.stream(values)
            .filter(each -> text.apply(each).toLowerCase(Locale.ROOT).equals(given))
            .findFirst();
    if (found.isEmpty()) {
      faults.add(
          field
              + " must be one of: "
              + Arrays.stream(values).map(text).collect(Collectors.joining(", ")));
    }
    return found.orElse(null);
  }
}
