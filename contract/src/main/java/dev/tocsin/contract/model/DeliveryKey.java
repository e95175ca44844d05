package dev.tocsin.contract.model;

import java.time.LocalDate;

/**
 * What finds one delivery in the database.
 *
 * @param day the UTC day its event was received
 */
public record DeliveryKey(String deliveryId, LocalDate day) {}
