/** What every command shares: errors, tables, the data folder. */
@NullMarked
package io.weir.tools.cli;

import org.jspecify.annotations.NullMarked;
