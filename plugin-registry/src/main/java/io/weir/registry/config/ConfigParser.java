package io.weir.registry.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A parser whose texts have their references resolved. */
final class ConfigParser extends JsonParserDelegate {
  private final References references;
  private int fieldLine = 1;

  ConfigParser(JsonParser delegate, References references) {
    super(delegate);
    this.references = references;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken token = super.nextToken();
    if (token == JsonToken.FIELD_NAME) {
      fieldLine = currentTokenLocation().getLineNr();
    }
    return token;
  }

  /** The line, from 1, of what is being read: a field that has just ended is still that. */
  int line() {
    JsonToken token = currentToken();
    return token == null || !token.isScalarValue() ? fieldLine : currentTokenLocation().getLineNr();
  }

  @Override
  public @Nullable String getText() throws IOException {
    String text = super.getText();
    return text == null || currentToken() == null || !currentToken().isScalarValue()
        ? text
        : resolve(text);
  }

  @Override
  public @Nullable String getValueAsString() throws IOException {
    return currentToken() != null && currentToken().isScalarValue()
        ? getText()
        : super.getValueAsString();
  }

  @Override
  public @Nullable String getValueAsString(@Nullable String fallback) throws IOException {
    String text = getValueAsString();
    return text == null ? fallback : text;
  }

  private String resolve(String text) throws IOException {
    try {
      return references.resolve(text);
    } catch (IllegalArgumentException e) {
      throw JsonMappingException.from(this, e.getMessage(), e);
    }
  }
}
