/**
 * The codec endpoint that Temporal's UI and CLI ask to show what histories hold encrypted. It
 * speaks Temporal's protocol, so it is no part of the API's description.
 */
@NullMarked
package dev.tocsin.api.codec;

import org.jspecify.annotations.NullMarked;
