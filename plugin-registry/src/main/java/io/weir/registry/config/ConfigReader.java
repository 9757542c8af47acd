package io.weir.registry.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;

/** From YAML to records; each error names the place. */
final class ConfigReader {
  private final String source;
  private final References references;
  private final JsonMapper mapper;

  /**
   * @param source the file's name, for errors
   * @param references says also where relative paths start
   */
  ConfigReader(String source, References references) {
    this.source = source;
    this.references = references;
    this.mapper = mapper(references.folder());
  }

  private static JsonMapper mapper(Path folder) {
    YAMLFactory yaml =
        YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    return JsonMapper.builder(yaml)
        .addModule(ValueTypes.module(folder))
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT) // a field left empty
        .build();
  }

  /**
   * @throws ConfigException when the text is not what {@code type} describes
   */
  <T> T read(String text, Class<T> type) throws ConfigException {
    try (ConfigParser parser =
        new ConfigParser(mapper.getFactory().createParser(text), references)) {
      return read(parser, type);
    } catch (IOException e) {
      throw e instanceof ConfigException known
          ? known
          : new ConfigException(source + ": " + e.getMessage(), e);
    }
  }

  private <T> T read(ConfigParser parser, Class<T> type) throws IOException {
    try {
      boolean nothing = parser.nextToken() == null || parser.currentToken() == JsonToken.VALUE_NULL;
      return nothing ? mapper.readValue("{}", type) : mapper.readValue(parser, type);
    } catch (UnrecognizedPropertyException | ValueInstantiationException e) {
      throw failure(e, parser.line());
    } catch (JacksonException e) {
      throw failure(e, e.getLocation() == null ? parser.line() : e.getLocation().getLineNr());
    }
  }

  private ConfigException failure(JacksonException e, int line) {
    String path = e instanceof JsonMappingException mapping ? FailureText.path(mapping) : "";
    String field = path.isEmpty() ? "" : path + ": ";
    return new ConfigException(source + ":" + line + ": " + field + FailureText.of(e), e);
  }
}
