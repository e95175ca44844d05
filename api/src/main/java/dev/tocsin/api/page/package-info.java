/**
 * Pages for people: made of templates on the server, readable without JavaScript, with nothing from
 * elsewhere. A page asks browsers for a key, and answers errors as pages too.
 */
@NullMarked
package dev.tocsin.api.page;

import org.jspecify.annotations.NullMarked;
