package io.weir.registry.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/** How values that are one text each are read. */
final class ValueTypes {
  private ValueTypes() {}

  /**
   * @param folder what relative paths start from
   */
  static SimpleModule module(Path folder) {
    return new SimpleModule("registry-values")
        .addDeserializer(Duration.class, new Text<>(Duration.class, Durations::parse))
        .addDeserializer(ByteSize.class, new Text<>(ByteSize.class, ByteSize::parse))
        .addDeserializer(Secret.class, new Text<>(Secret.class, Secret::new))
        .addDeserializer(Path.class, new Text<>(Path.class, folder::resolve));
  }

  /** Reads one scalar by a function that throws IllegalArgumentException. */
  private static final class Text<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> read;

    Text(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (!parser.currentToken().isScalarValue()) {
        throw JsonMappingException.from(parser, "expected: one value, not a list or fields");
      }
      try {
        return read.apply(parser.getText());
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(parser, e.getMessage(), e);
      }
    }
  }
}
