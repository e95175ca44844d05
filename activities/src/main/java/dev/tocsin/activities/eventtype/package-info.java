/**
 * Event types as contracts: which schemas are taken, whether a version is compatible with the one
 * before, and whether an event fits.
 */
@NullMarked
package dev.tocsin.activities.eventtype;

import org.jspecify.annotations.NullMarked;
