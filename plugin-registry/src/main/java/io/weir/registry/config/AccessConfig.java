package io.weir.registry.config;

import java.util.Objects;

/**
 * {@code access}: who may do what.
 *
 * @param anonymousPull whether anybody may pull; true when left out
 */
public record AccessConfig(Boolean anonymousPull) {
  public AccessConfig {
    anonymousPull = Objects.requireNonNullElse(anonymousPull, true);
  }
}
