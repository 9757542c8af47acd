/**
 * The one configuration model behind the file, the admin API and whatever source comes later:
 * reading it strictly, checking it, expanding its secrets, keeping it.
 */
@NullMarked
package io.weir.host.config;

import org.jspecify.annotations.NullMarked;
