package io.weir.proxywasm.tck.inprocess;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.host.BodyBuffer;

/** A body in one piece. */
final class Body implements BodyBuffer {
  private String text;

  Body(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public void read(int start, int length, GuestMemory memory, int address) {
    memory.write(address, text.getBytes(ISO_8859_1), start, length);
  }

  @Override
  public void replaceHead(int drain, byte[] data) {
    text = new String(data, ISO_8859_1) + text.substring(drain);
  }

  @Override
  public void append(byte[] data) {
    text += new String(data, ISO_8859_1);
  }
}
