package dev.tocsin.api.template;

import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.ConflictException;
import dev.tocsin.api.errors.UnknownIdException;
import dev.tocsin.api.http.Ids;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.api.http.ListingQuery;
import dev.tocsin.api.http.PageAnswer;
import dev.tocsin.api.openapi.TemplateRequest;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.store.key.Role;
import dev.tocsin.store.template.Template;
import dev.tocsin.store.template.TemplateDao;
import dev.tocsin.store.template.TemplateVersion;
import io.dropwizard.auth.Auth;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/** Templates that subscriptions share. */
@Path("/templates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Templates")
public final class TemplateResource {
  private static final int MOST_SHOWN = 100;
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");

  private final TemplateDao templates;
  private final TemplatePreview preview;
  private final Clock clock;

  public TemplateResource(TemplateDao templates, TemplatePreview preview, Clock clock) {
    this.templates = templates;
    this.preview = preview;
    this.clock = clock;
  }

  @POST
  @Allowed(Role.SUBSCRIBE)
  @Operation(operationId = "createTemplate", summary = "Make a template that subscriptions share")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TemplateRequest.class)))
  @ApiResponse(
      responseCode = "201",
      description = "It is made.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TemplateAnswer.class)))
  @ApiResponse(
      responseCode = "409",
      description = "There is a template of that name.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public Response create(@Auth Caller caller, InputStream body) throws IOException {
    TemplateDraft draft = TemplateDraft.named(JsonBody.read(body));
    Instant now = now();
    String id = Identity.newTemplateId(now);
    TemplateVersion first =
        new TemplateVersion(caller.tenant(), id, 1, draft.parts(), now, caller.keyId());
    if (!templates.insert(new Template(id, caller.tenant(), draft.name(), 1, now, now), first)) {
      throw new ConflictException("There is a template of that name. Choose another name");
    }
    return Response.status(Response.Status.CREATED).entity(detailed(caller.tenant(), id)).build();
  }

  @GET
  @Allowed(Role.SUBSCRIBE)
  @Operation(operationId = "listTemplates", summary = "Templates, newest first")
  @ApiResponse(
      responseCode = "200",
      description = "A page of templates, without their parts.",
      useReturnTypeSchema = true)
  public PageAnswer<TemplateAnswer> list(@Auth Caller caller, @Context UriInfo uri) {
    ListingQuery query = new ListingQuery(uri);
    var after = query.cursor();
    int limit = query.limit();
    query.refuseFaults();
    return PageAnswer.of(templates.list(caller.tenant(), after, limit), TemplateAnswer::listed);
  }

  @GET
  @Allowed(Role.SUBSCRIBE)
  @Path("/{templateId}")
  @Operation(operationId = "getTemplate", summary = "A template and its versions")
  @ApiResponse(responseCode = "200", description = "The template.", useReturnTypeSchema = true)
  public TemplateAnswer find(@Auth Caller caller, @PathParam("templateId") String templateId) {
    return detailed(caller.tenant(), templateId);
  }

  @GET
  @Allowed(Role.SUBSCRIBE)
  @Path("/{templateId}/versions/{version}")
  @Operation(operationId = "getTemplateVersion", summary = "A version of a template")
  @ApiResponse(responseCode = "200", description = "The version.", useReturnTypeSchema = true)
  public TemplateAnswer.Version version(
      @Auth Caller caller,
      @PathParam("templateId") String templateId,
      @PathParam("version") String version) {
    return Ids.check(templateId)
        .filter(id -> VERSION.matcher(version).matches())
        .flatMap(id -> templates.version(caller.tenant(), id, Integer.parseInt(version)))
        .map(TemplateAnswer::version)
        .orElseThrow(() -> new UnknownIdException("template version"));
  }

  @PUT
  @Allowed(Role.SUBSCRIBE)
  @Path("/{templateId}")
  @Operation(
      operationId = "changeTemplate",
      summary = "Make the next version of a template, unless the newest says the same")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TemplateRequest.Version.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The template as it is now.",
      useReturnTypeSchema = true)
  public TemplateAnswer change(
      @Auth Caller caller, @PathParam("templateId") String templateId, InputStream body)
      throws IOException {
    TemplateDraft draft = TemplateDraft.version(JsonBody.read(body));
    return Ids.check(templateId)
        .flatMap(id -> templates.add(caller.tenant(), id, draft.parts(), now(), caller.keyId()))
        .map(version -> detailed(caller.tenant(), version.templateId()))
        .orElseThrow(() -> new UnknownIdException("template"));
  }

  @DELETE
  @Allowed(Role.SUBSCRIBE)
  @Path("/{templateId}")
  @Operation(operationId = "deleteTemplate", summary = "Delete a template that nobody uses")
  @ApiResponse(responseCode = "204", description = "It is deleted.")
  @ApiResponse(
      responseCode = "409",
      description = "Subscriptions use it.",
      content =
          @Content(
              mediaType = "application/problem+json",
              schema = @Schema(ref = "#/components/schemas/Problem")))
  public void delete(@Auth Caller caller, @PathParam("templateId") String templateId) {
    TemplateDao.Deletion deletion =
        Ids.check(templateId)
            .map(id -> templates.delete(caller.tenant(), id))
            .filter(TemplateDao.Deletion::existed)
            .orElseThrow(() -> new UnknownIdException("template"));
    if (deletion.users() > 0) {
      throw new ConflictException(
          deletion.users()
              + (deletion.users() == 1 ? " subscription uses" : " subscriptions use")
              + " this template. Change or delete them first");
    }
  }

  @POST
  @Allowed(Role.SUBSCRIBE)
  @Path("/{templateId}/preview")
  @Operation(
      operationId = "previewTemplate",
      summary = "What a template makes of an event; nothing is sent")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              schema = @Schema(implementation = TemplateRequest.Preview.class)))
  @ApiResponse(
      responseCode = "200",
      description = "The parts that the template has.",
      useReturnTypeSchema = true)
  public TemplatePreview.Rendered preview(
      @Auth Caller caller, @PathParam("templateId") String templateId, InputStream body)
      throws IOException {
    return preview.of(caller, templateId, JsonBody.read(body));
  }

  private TemplateAnswer detailed(String tenant, String templateId) {
    return Ids.check(templateId)
        .flatMap(id -> templates.find(tenant, id))
        .flatMap(
            template ->
                TemplateAnswer.detailed(
                    template, templates.versions(tenant, template.templateId(), MOST_SHOWN)))
        .orElseThrow(() -> new UnknownIdException("template"));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
