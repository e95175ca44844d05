/**
 * SQS, SNS and EVENTBRIDGE: an event as a message in a queue, topic or event bus of Amazon's, so
 * that a consumer can keep a queue of its own. Queues and topics get the body that a webhook gets.
 */
@NullMarked
package dev.tocsin.activities.channel.aws;

import org.jspecify.annotations.NullMarked;
