package io.weir.proxywasm.testkit;

import io.weir.proxywasm.engine.GuestMemory;
import io.weir.proxywasm.host.BodyBuffer;
import java.nio.charset.StandardCharsets;

/** A body as text. */
public final class FakeBody implements BodyBuffer {
  private String text;

  public FakeBody(String text) {
    this.text = text;
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public void read(int start, int length, GuestMemory memory, int address) {
    memory.write(address, text.getBytes(StandardCharsets.ISO_8859_1), start, length);
  }

  @Override
  public void replaceHead(int drain, byte[] data) {
    text = new String(data, StandardCharsets.ISO_8859_1) + text.substring(drain);
  }

  @Override
  public void append(byte[] data) {
    text += new String(data, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return text;
  }
}
