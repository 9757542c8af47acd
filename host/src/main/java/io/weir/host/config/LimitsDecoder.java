package io.weir.host.config;

import io.weir.proxywasm.AbiLimits;

/** What one VM of a plugin may use. */
final class LimitsDecoder {
  private LimitsDecoder() {}

  static AbiLimits limits(Fields fields) {
    AbiLimits usual = Defaults.LIMITS;
    return new AbiLimits(
        fields.size("memory", usual.memoryBytes()),
        fields.duration("callback", usual.callback()),
        fields.duration("start", usual.start()),
        fields.integer("callouts", usual.callouts()),
        fields.integer("metrics", usual.metrics()),
        fields.integer("sharedKeys", usual.sharedKeys()),
        (int) Math.min(Integer.MAX_VALUE, fields.size("sharedValueSize", usual.sharedValueBytes())),
        fields.integer("queues", usual.queues()),
        fields.integer("logLinesPerSecond", usual.logLinesPerSecond()));
  }
}
