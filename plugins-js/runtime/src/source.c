/*
 * The plugin's source. `weir-js build` replaces the bodies of these two functions, which it finds by their
 * export names: the size becomes a constant, and the read copies a passive data segment.
 */
#include "bridge.h"

__attribute__((export_name("weir_source_size"))) uint32_t weir_source_size(void) { return 0; }

__attribute__((export_name("weir_source_read"))) void weir_source_read(void *target) { (void)target; }
