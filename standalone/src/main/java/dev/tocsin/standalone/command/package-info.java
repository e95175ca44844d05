/** One class for each command of {@code ./tocsin}, and what the commands share. */
@NullMarked
package dev.tocsin.standalone.command;

import org.jspecify.annotations.NullMarked;
