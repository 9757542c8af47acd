package io.weir.tools.plugin;

import io.weir.registry.Reference;
import io.weir.tools.artifact.References;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A reference as an argument; a malformed one is wrong usage. */
final class ReferenceConverter implements ITypeConverter<Reference> {
  @Override
  public Reference convert(String text) {
    try {
      return References.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
