package io.weir.bench.torture.payload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyVerifierTest {

  private static final int LENGTH = 1000;
  private static final int KEY = 0b010_011_01;

  @Test
  void theRightBytesPass() {
    assertNull(verify(stamped(new SeededBytes(1).take(LENGTH))));
  }

  @ParameterizedTest
  @CsvSource({
    "0b00000011, rs (bits 03)",
    "0b00010100, go (bits 14)",
    "0b10000000, js (bits 80)",
  })
  void anotherVersionIsNamedByItsBits(String bits, String who) {
    byte[] bytes = stamped(new SeededBytes(1).take(LENGTH));
    for (int i = 400; i < LENGTH; i++) {
      bytes[i] ^= (byte) Integer.parseInt(bits.substring(2), 2);
    }
    assertEquals(
        "at byte 400: 96 or more byte(s) stamped by another version of %s, or not at all"
            .formatted(who),
        verify(bytes));
  }

  @Test
  void aLostByteIsNamed() {
    ByteSource faulty = new FaultyBytes(new SeededBytes(1), Fault.DROP, 500);
    assertEquals("at byte 500: 1 byte(s) lost", verify(stamped(faulty.take(LENGTH))));
  }

  @Test
  void aByteGivenTwiceIsNamed() {
    ByteSource faulty = new FaultyBytes(new SeededBytes(1), Fault.DUPLICATE, 500);
    assertEquals(
        "at byte 501: 1 byte(s) too many (a byte given twice, or foreign)",
        verify(stamped(faulty.take(LENGTH))));
  }

  @Test
  void aFaultStaysInItsPlaceWhateverThePartsAre() {
    ByteSource faulty = new FaultyBytes(new SeededBytes(1), Fault.DROP, 500);
    byte[] bytes = new byte[LENGTH];
    for (int i = 0; i < LENGTH; i += 100) {
      faulty.next(bytes, i, 100);
    }
    assertEquals("at byte 500: 1 byte(s) lost", verify(stamped(bytes)));
  }

  @Test
  void seededBytesDoNotDependOnTheParts() {
    byte[] whole = new SeededBytes(9).take(100);
    SeededBytes parts = new SeededBytes(9);
    byte[] again = new byte[100];
    for (int at = 0, n = 1; at < 100; at += n, n = Math.min(n + 1, 100 - at)) {
      parts.next(again, at, n);
    }
    assertArrayEquals(whole, again);
  }

  private static byte[] stamped(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= (byte) KEY;
    }
    return bytes;
  }

  private static @Nullable String verify(byte[] bytes) {
    BodyVerifier verifier = new BodyVerifier(new SeededBytes(1), KEY);
    verifier.accept(bytes, 0, 333);
    verifier.accept(bytes, 333, bytes.length - 333);
    return verifier.problem();
  }
}
