package io.weir.host.upstream.control;

import io.weir.host.config.OutlierDetection.SuccessRate;
import io.weir.host.upstream.Endpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds those whose share of good answers is far below the mean of all. */
final class SuccessRates {
  private SuccessRates() {}

  /** What an endpoint was asked in an interval, and what went wrong of it. */
  record Sample(long requests, long errors) {}

  /** The endpoints that are to go, with the reason. */
  static Map<Endpoint, String> outliers(Map<Endpoint, Sample> samples, SuccessRate settings) {
    Map<Endpoint, Double> rates = new LinkedHashMap<>();
    samples.forEach(
        (endpoint, sample) -> {
          if (sample.requests() >= settings.requestVolume()) {
            rates.put(endpoint, 100.0 * (sample.requests() - sample.errors()) / sample.requests());
          }
        });
    if (rates.size() < settings.minimumHosts()) {
      return Map.of();
    }
    List<Double> values = new ArrayList<>(rates.values());
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(100);
    double variance = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElse(0);
    double least = mean - Math.sqrt(variance) * settings.stdevFactor() / 1000;
    Map<Endpoint, String> outliers = new LinkedHashMap<>();
    rates.forEach(
        (endpoint, rate) -> {
          if (rate < least) {
            outliers.put(
                endpoint,
                String.format("success rate %.1f %% (the mean of all is %.1f %%)", rate, mean));
          }
        });
    return outliers;
  }
}
