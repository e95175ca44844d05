/**
 * The commands that talk to an API: publishing, subscribing, looking, ordering. They know the
 * client and nothing of the servers, so that they start quickly.
 */
@NullMarked
package dev.tocsin.standalone.client;

import org.jspecify.annotations.NullMarked;
