package io.weir.host.observe.view;

import java.util.List;

/**
 * Some of what there is.
 *
 * @param total all that there are, whatever was asked for
 * @param truncated whether more would have fitted what was asked for
 */
public record Page<T>(List<T> items, long total, boolean truncated) {}
