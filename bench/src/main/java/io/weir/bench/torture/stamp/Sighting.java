package io.weir.bench.torture.stamp;

/**
 * A judged answer.
 *
 * @param step the latest step that fits, the last one asked for when none does
 * @param connectionFloor the oldest step that later answers on the same connection may have
 */
public record Sighting(Judgement judgement, int step, int connectionFloor) {}
