/**
 * What {@code registry.yaml} says, a record for each section. A field that is left out reaches the
 * compact constructor of its record as null, which puts the default in its place; everybody else
 * sees no nulls but where a component says so.
 */
@NullMarked
package io.weir.registry.config;

import org.jspecify.annotations.NullMarked;
