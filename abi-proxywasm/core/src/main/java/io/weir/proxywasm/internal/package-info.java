/** The machinery behind {@link io.weir.proxywasm.PluginVm}: not for embedders. */
@NullMarked
package io.weir.proxywasm.internal;

import org.jspecify.annotations.NullMarked;
