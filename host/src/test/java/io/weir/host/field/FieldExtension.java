package io.weir.host.field;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test the same {@link FieldGateway}, which JUnit closes after the last one. */
final class FieldExtension implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == FieldGateway.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(FieldExtension.class))
        .getOrComputeIfAbsent(FieldGateway.class, key -> start());
  }

  private static FieldGateway start() {
    try {
      return new FieldGateway();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
