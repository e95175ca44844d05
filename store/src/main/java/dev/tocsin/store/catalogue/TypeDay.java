package dev.tocsin.store.catalogue;

import java.time.Instant;
import java.time.LocalDate;

/**
 * How many events of a type were accepted on a day.
 *
 * @param name of the type, lower-cased
 * @param day of receipt, UTC
 * @param events more than 0
 * @param lastAt when the last of them was received
 */
public record TypeDay(String tenant, String name, LocalDate day, long events, Instant lastAt) {}
