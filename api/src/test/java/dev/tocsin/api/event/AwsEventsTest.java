package dev.tocsin.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.activities.match.EventPattern;
import dev.tocsin.api.http.JsonBody;
import dev.tocsin.contract.identity.Identity;
import dev.tocsin.contract.model.Event;
import dev.tocsin.contract.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as AWS documents them, and patterns as its documentation writes them. */
class AwsEventsTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");

  private static Event event(String name) {
    try (InputStream file = AwsEventsTest.class.getResourceAsStream("/aws/" + name + ".json")) {
      byte[] sent = Objects.requireNonNull(file, name).readAllBytes();
      return EventForms.read(JsonBody.parse(sent), null, Sent.reception("default", NOW));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "s3-object-created ~ {'source':['aws.s3'],'detail-type':['Object Created'],"
            + "'detail':{'bucket':{'name':['amzn-s3-demo-bucket1']}}} ~ true",
        "s3-object-created ~ {'source':['aws.s3'],'detail-type':['Object Deleted']} ~ false",
        "s3-object-created ~ {'region':[{'prefix':'ca-'}],'account':['111122223333']} ~ true",
        "s3-object-created ~ {'region':[{'prefix':'us-'}]} ~ false",
        "s3-object-created ~ {'resources':['arn:aws:s3:::amzn-s3-demo-bucket1']} ~ true",
        "s3-object-created ~ {'resources':[{'wildcard':'arn:aws:s3:::*-bucket2'}]} ~ false",
        "s3-object-created ~ {'version':['0'],'replay-name':[{'exists':false}]} ~ true",
        "s3-object-created ~ {'time':[{'prefix':'2021-11-12'}]} ~ true",
        "s3-object-created ~ {'time':['2021-11-12T00:00:00Z']} ~ true",
        "s3-object-created ~ {'detail':{'object':{'key':[{'suffix':'-key'}]}}} ~ true",
        "s3-object-created ~ {'detail':{'object':{'key':[{'suffix':'.png'}]}}} ~ false",
        "s3-object-created ~ {'detail':{'object':{'key':[{'wildcard':'ex*-k*y'}]}}} ~ true",
        "s3-object-created ~ {'detail':{'object':{'size':[{'numeric':['>',0,'<=',5]}]}}} ~ true",
        "s3-object-created ~ {'detail':{'object':{'size':[{'numeric':['>=',1024]}]}}} ~ false",
        "s3-object-created ~ {'detail':{'source-ip-address':[{'cidr':'1.2.3.0/24'}]}} ~ true",
        "s3-object-created ~ {'detail':{'source-ip-address':[{'cidr':'10.0.0.0/24'}]}} ~ false",
        "s3-object-created ~ {'detail':{'object':{'version-id':[{'exists':true}]}}} ~ true",
        "s3-object-created ~ {'detail':{'deletion-type':[{'exists':true}]}} ~ false",
        "transcribe-job-state-change ~ {'source':['aws.transcribe'],"
            + "'detail-type':['Transcribe Job State Change'],"
            + "'detail':{'TranscriptionJobStatus':['COMPLETED','FAILED']}} ~ true",
        "transcribe-job-state-change ~ {'detail':{'TranscriptionJobStatus':"
            + "[{'anything-but':['FAILED']}]}} ~ false",
        "transcribe-job-state-change ~ {'detail':{'TranscriptionJobStatus':"
            + "[{'anything-but':'IN_PROGRESS'}]}} ~ true",
        "transcribe-job-state-change ~ {'detail':{'TranscriptionJobStatus':"
            + "[{'equals-ignore-case':'failed'}]}} ~ true",
        "transcribe-job-state-change ~ {'detail-type':[{'equals-ignore-case':"
            + "'transcribe JOB state change'}]} ~ true",
        "mediaconvert-job-state-change ~ {'source':['aws.mediaconvert'],"
            + "'detail-type':['MediaConvert Job State Change'],'detail':{'status':['COMPLETE'],"
            + "'queue':[{'suffix':':queues/Default'}]}} ~ true",
        "mediaconvert-job-state-change ~ {'detail':{'$or':[{'status':['ERROR']},"
            + "{'blackVideoDetected':[{'numeric':['>',5]}]}]}} ~ true",
        "mediaconvert-job-state-change ~ {'detail':{'$or':[{'status':['ERROR']},"
            + "{'paddingInserted':[{'numeric':['>',0]}]}]}} ~ false",
        "mediaconvert-job-state-change ~ {'detail':{'outputGroupDetails':{'outputDetails':"
            + "{'videoDetails':{'qvbrAvgQuality':[7.38]}}}}} ~ true",
        "mediaconvert-job-state-change ~ {'resources':[{'prefix':'arn:aws:mediaconvert:'}]} ~ true",
        "mediaconvert-job-state-change ~ {'severity':['MEDIUM']} ~ true",
      })
  void isMatchedByPatternsOfAws(String name, String pattern, boolean matches) {
    String json = pattern.replace('\'', '"');
    assertThat(EventPattern.faultOf(json)).isEmpty();
    assertThat(EventPattern.matches(json, EventPattern.documentOf(event(name)))).isEqualTo(matches);
  }

  @Test
  void isTakenAsItIs() {
    Event event = event("s3-object-created");
    assertThat(event.eventId())
        .isEqualTo(Identity.eventId("default", "aws.s3", "17793124-05d4-b198-2fde-7ededc63b103"));
    assertThat(event.type()).isEqualTo("Object Created");
    assertThat(event.eventType()).isEqualTo("object created");
    assertThat(event.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(event.title()).isEqualTo("Object Created");
    assertThat(event.time()).isEqualTo("2021-11-12T00:00:00Z");
    assertThat(event.correlationId()).isEqualTo(event.eventId());
    assertThat(event.extensions().text())
        .isEqualTo(
            "{\"version\":\"0\",\"account\":\"111122223333\",\"region\":\"ca-central-1\","
                + "\"resources\":[\"arn:aws:s3:::amzn-s3-demo-bucket1\"]}");
  }
}
