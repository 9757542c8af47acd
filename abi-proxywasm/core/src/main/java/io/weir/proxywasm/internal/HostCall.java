package io.weir.proxywasm.internal;

/** One host call of the table; gives the status (or errno) that the guest sees. */
@FunctionalInterface
interface HostCall {
  int run(GuestVm vm, long[] args);
}
