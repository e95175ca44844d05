package dev.tocsin.api.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.api.auth.Allowed;
import dev.tocsin.api.auth.Caller;
import dev.tocsin.api.errors.InvalidRequestException;
import dev.tocsin.api.errors.OtherTenantException;
import dev.tocsin.api.http.RequestBody;
import dev.tocsin.store.key.Role;
import io.dropwizard.auth.Auth;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The protocol of Temporal's remote codecs (https://docs.temporal.io/codec-server): payloads in the
 * JSON form of their protobuf message go in, and come out decoded or encoded. A payload does not
 * say whose it is, so only one tenant's operators may ask: those who run this Tocsin.
 */
@TakesSession
@Path(CodecResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
public final class CodecResource {
  /** Below it is everything that browsers need the cookie for. */
  public static final String PATH = "/temporal/codec";

  /** Temporal's messages have up to 4 MiB, which base64 makes a third longer. */
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final PayloadCodec codec;
  private final String operators;

  /**
   * @param operators the tenant whose keys may be used
   */
  public CodecResource(PayloadCodec codec, String operators) {
    this.codec = codec;
    this.operators = operators;
  }

  @POST
  @Path("/decode")
  @Allowed(Role.OPERATE)
  public Response decode(@Auth Caller caller, InputStream body) throws IOException {
    return answer(caller, body, codec::decode);
  }

  @POST
  @Path("/encode")
  @Allowed(Role.OPERATE)
  public Response encode(@Auth Caller caller, InputStream body) throws IOException {
    return answer(caller, body, codec::encode);
  }

  private Response answer(Caller caller, InputStream body, UnaryOperator<List<Payload>> coding)
      throws IOException {
    OtherTenantException.unless(operators, caller.tenant());
    Payloads.Builder sent = Payloads.newBuilder();
    try {
      JsonFormat.parser()
          .ignoringUnknownFields()
          .merge(new String(RequestBody.read(body, MOST_BYTES), UTF_8), sent);
    } catch (InvalidProtocolBufferException malformed) {
      throw new InvalidRequestException(
          List.of("the body must be {\"payloads\": […]}, in the JSON form of Temporal's payloads"));
    }
    List<Payload> coded;
    try {
      coded = coding.apply(sent.getPayloadsList());
    } catch (PayloadCodecException refused) {
      throw new InvalidRequestException(List.of(String.valueOf(refused.getMessage())));
    }
    return Response.ok(
            JsonFormat.printer()
                .omittingInsignificantWhitespace()
                .print(Payloads.newBuilder().addAllPayloads(coded)))
        .header("Cache-Control", "no-store")
        .build();
  }
}
