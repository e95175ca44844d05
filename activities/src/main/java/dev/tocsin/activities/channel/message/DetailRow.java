package dev.tocsin.activities.channel.message;

/**
 * A line of the table of details, both on one line.
 *
 * @param label a key of the details
 * @param value a text as it is, anything else as compact JSON
 */
public record DetailRow(String label, String value) {}
