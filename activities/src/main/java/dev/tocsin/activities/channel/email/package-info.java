/**
 * EMAIL: an event as a mail with an HTML and a text part. {@link
 * dev.tocsin.activities.channel.email.EmailChannel} renders it; a {@link
 * dev.tocsin.activities.channel.email.MailTransport} takes it on its way: Amazon SES, or a folder
 * on a laptop.
 */
@NullMarked
package dev.tocsin.activities.channel.email;

import org.jspecify.annotations.NullMarked;
