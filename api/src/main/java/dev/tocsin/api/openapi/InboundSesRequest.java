package dev.tocsin.api.openapi;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What {@code PUT /admin/tenant/inbound-ses} takes. */
@Schema(name = "InboundSesTopics")
public record InboundSesRequest(
    @ArraySchema(
            maxItems = 50,
            arraySchema =
                @Schema(description = "The ARNs of the topics; they take the place of all before."),
            schema = @Schema(type = "string", pattern = TOPIC))
        List<String> topics) {

  /** The ARN of an SNS topic. */
  public static final String TOPIC =
      "^arn:aws(-cn|-us-gov)?:sns:[a-z]{2}(-[a-z]+){1,3}-[0-9]{1,2}:[0-9]{12}:"
          + "[A-Za-z0-9_-]{1,256}$";
}
