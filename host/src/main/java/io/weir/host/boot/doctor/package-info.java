/** What is there on this machine, what is not, and what to do about it. */
@NullMarked
package io.weir.host.boot.doctor;

import org.jspecify.annotations.NullMarked;
