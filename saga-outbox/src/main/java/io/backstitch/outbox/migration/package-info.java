/**
 * The tables of the Backstitch modules: how they get into the database, and how that is checked.
 */
@NullMarked
package io.backstitch.outbox.migration;

import org.jspecify.annotations.NullMarked;
