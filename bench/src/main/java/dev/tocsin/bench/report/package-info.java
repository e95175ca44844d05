/** What was measured, on what, against which goal: as tables for people and as JSON. */
@NullMarked
package dev.tocsin.bench.report;

import org.jspecify.annotations.NullMarked;
