package io.weir.proxywasm.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.proxywasm.AbiLimits;
import io.weir.proxywasm.testkit.Fuzz;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What guests write to be read by the host: anything at all may come. */
class CodecFuzzTest {
  private static final int CASES = 20_000;

  private static byte[] pairs(Fuzz fuzz) {
    SimpleHeaderMap map = new SimpleHeaderMap();
    for (int n = fuzz.below(5); n > 0; n--) {
      map.add(latin(fuzz), latin(fuzz));
    }
    return PairsCodec.encode(map);
  }

  private static String latin(Fuzz fuzz) {
    return new String(fuzz.bytes(12), StandardCharsets.ISO_8859_1);
  }

  @Test
  void pairsThatAreWholeComeBack() {
    Fuzz.run(
        CASES,
        fuzz -> {
          byte[] bytes = pairs(fuzz);
          SimpleHeaderMap map = PairsCodec.decode(bytes);
          assertNotNull(map);
          assertArrayEquals(bytes, PairsCodec.encode(map));
        });
  }

  @Test
  void brokenPairsAreNoneOrSome() {
    Fuzz.run(
        CASES,
        fuzz -> {
          byte[] bytes = fuzz.below(4) == 0 ? fuzz.bytes(64) : fuzz.mutated(pairs(fuzz));
          SimpleHeaderMap map = PairsCodec.decode(bytes);
          assertTrue(map == null || map.size() <= 1024 && map.byteSize() <= bytes.length);
        });
  }

  @Test
  void protobufMessagesNameBytesWithinThemselves() {
    byte[] good = {0x0a, 4, 0x0a, 2, 'u', 'p', 0x1a, 2, 8, 5, 0x25, 1, 2, 3, 4};
    Fuzz.run(
        CASES,
        fuzz -> {
          byte[] bytes = fuzz.below(4) == 0 ? fuzz.bytes(64) : fuzz.mutated(good);
          assertTrue(GrpcTarget.of(bytes).length() <= bytes.length);
          ProtoFields.read(
              bytes,
              (number, value, from, to) ->
                  assertTrue(from < 0 || from <= to && to <= bytes.length, from + " " + to));
        });
  }

  @Test
  void redisCommandsAreReadToTheirEndOrRefused() {
    byte[] good = "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n".getBytes(StandardCharsets.UTF_8);
    Fuzz.run(CASES, fuzz -> RespCommand.isOne(fuzz.mutated(good)));
  }

  @Test
  void compressedBytesUnpackToALimitOrNotAtAll() {
    AbiLimits limits = AbiLimits.DEFAULT.withMemory(64 << 10);
    byte[] good = Zlib.compress(new byte[60_000], limits).value();
    Fuzz.run(
        CASES / 10,
        fuzz -> {
          int size = Zlib.uncompress(fuzz.mutated(good), limits).value().length;
          assertTrue(size <= 64 << 10, "" + size);
        });
  }
}
