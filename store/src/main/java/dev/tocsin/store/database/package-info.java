/**
 * The connection pool, the migrations, and what every table's class needs to read and write rows.
 */
@NullMarked
package dev.tocsin.store.database;

import org.jspecify.annotations.NullMarked;
