/**
 * What the API, the worker and the event workflow agree on: the workflow of a group of events and
 * its local activities.
 */
@NullMarked
package dev.tocsin.contract.event;

import org.jspecify.annotations.NullMarked;
