/**
 * What Amazon SES tells of mails through Amazon SNS: whose it is, whether it is genuine, and what
 * follows from it.
 */
@NullMarked
package dev.tocsin.api.inbound;

import org.jspecify.annotations.NullMarked;
