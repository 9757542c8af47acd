package io.weir.proxywasm.internal;

import io.weir.proxywasm.PluginException;
import io.weir.proxywasm.host.TimerScheduler;
import org.jspecify.annotations.Nullable;

/** The one timer of a root context: armed again after each callback, so ticks never pile up. */
public final class Ticker {
  private final GuestVm vm;
  private @Nullable TimerScheduler scheduler;
  private TimerScheduler.@Nullable Timer timer;
  private @Nullable CallContext root;
  private long periodMillis;

  Ticker(GuestVm vm) {
    this.vm = vm;
  }

  /** Begins the ticks that the guest asked for, now that there is a loop to run them on. */
  public void adopt(TimerScheduler scheduler, CallContext root) {
    this.scheduler = scheduler;
    this.root = root;
    arm();
  }

  void period(long millis) {
    periodMillis = millis;
    cancel();
    arm();
  }

  void stop() {
    periodMillis = 0;
    cancel();
    scheduler = null;
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void arm() {
    if (periodMillis > 0 && scheduler != null && timer == null) {
      timer = scheduler.schedule(periodMillis, this::tick);
    }
  }

  private void tick() {
    timer = null;
    GuestCallback onTick = vm.exports().onTick;
    if (onTick == null || root == null || vm.failure() != null) {
      return;
    }
    try {
      vm.call(onTick, root, root.id, 0, 0);
    } catch (PluginException e) {
      return; // the VM told its failure listener already
    }
    arm();
  }
}
