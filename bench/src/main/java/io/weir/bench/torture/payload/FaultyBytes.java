package io.weir.bench.torture.payload;

/** A source with one byte left out or given twice at a position; its length stays what it was. */
public final class FaultyBytes implements ByteSource {

  private final ByteSource source;
  private final Fault fault;
  private long left;

  /**
   * @param at how many bytes come before the fault
   */
  public FaultyBytes(ByteSource source, Fault fault, long at) {
    this.source = source;
    this.fault = fault;
    this.left = at;
  }

  @Override
  public void next(byte[] target, int offset, int length) {
    if (left < 0 || length <= left) {
      source.next(target, offset, length);
      left -= left < 0 ? 0 : length;
      return;
    }
    int before = (int) left;
    left = -1;
    source.next(target, offset, before);
    writeFault(target, offset + before, length - before);
  }

  private void writeFault(byte[] target, int offset, int length) {
    switch (fault) {
      case NONE -> source.next(target, offset, length);
      case DROP -> {
        source.take(1);
        source.next(target, offset, length);
      }
      case DUPLICATE -> {
        source.next(target, offset, 1);
        byte again = target[offset];
        if (length > 1) {
          target[offset + 1] = again;
          source.next(target, offset + 2, length - 2);
        }
      }
    }
  }
}
