/**
 * The immutable records of Tocsin's domain. Knows the JDK, JSpecify and Jackson annotations only.
 */
@NullMarked
package dev.tocsin.contract.model;

import org.jspecify.annotations.NullMarked;
