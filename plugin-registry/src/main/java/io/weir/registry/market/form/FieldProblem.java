package io.weir.registry.market.form;

/**
 * What is wrong with one value.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the whole
 * @param message a sentence without its full stop
 */
public record FieldProblem(String pointer, String message) {}
