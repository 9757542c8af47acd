/**
 * A plugin's configuration schema as a form: which control a value gets, what was filled in, and
 * what is wrong with it. Knows nothing of HTTP or HTML.
 */
@NullMarked
package io.weir.registry.market.form;

import org.jspecify.annotations.NullMarked;
