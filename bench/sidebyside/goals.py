"""The goals, and whether they are met."""

import dataclasses
import statistics


@dataclasses.dataclass
class Verdict:
    text: str
    value: float
    goal: float

    @property
    def met(self):
        return self.value <= self.goal

    def line(self):
        return f"{'met   ' if self.met else 'MISSED'}  {self.text}: {self.value:.2f} (goal: at most {self.goal:g})"


CPU_RATIOS = [
    ("HTTP/1.1", 0.7), ("one-header plugin in Rust", 0.65), ("one-header plugin in Go", 0.65),
    ("SSE, 100 streams x 50 events/s", 0.8), ("HTTP/2 from the client", 0.9), ("TLS", 0.9),
]


def verdicts(results):
    found = [ratio(results, row, "cpu", goal, f"{row}: processor time, Weir / Envoy") for row, goal in CPU_RATIOS]
    found += [plugin(results, language) for language in ("Rust", "Go")]
    found.append(ratio(results, "equal rate", "p99", 1, "p99 at an equal rate, Weir / Envoy"))
    idle = results.get("idle SSE streams", {}).get("weir")
    if idle:
        found.append(Verdict("an idle SSE stream above the base, KiB", idle["kib"], 12))
    half = results.get("half load", {}).get("weir")
    if half:
        found.append(Verdict("longest collector pause at half load, ms", max(half["pauses"], default=0), 5))
    return [verdict for verdict in found if verdict]


def ratio(results, row, key, goal, text):
    figures = results.get(row, {})
    if "weir" not in figures or "envoy" not in figures:
        return None
    return Verdict(text, figures["weir"][key] / max(figures["envoy"][key], 1e-9), goal)


def plugin(results, language):
    """What the plugin itself costs: with a direct response, with it less without, the median over the rounds that have both."""
    without = results.get("HTTP/1.1, direct", {})
    with_it = results.get(f"one-header plugin in {language}, direct", {})
    if not {"weir", "envoy"} <= without.keys() & with_it.keys():
        return None
    cost = {name: difference(with_it[name], without[name]) for name in ("weir", "envoy")}
    if None in cost.values():
        return None
    text = f"the plugin in {language} itself, {cost['weir']:.1f} us / Envoy's {cost['envoy']:.1f} us"
    return Verdict(text, cost["weir"] / max(cost["envoy"], 1e-9), 0.5)


def difference(with_it, without):
    both = zip(with_it["cpu_of_rounds"], without["cpu_of_rounds"])
    return statistics.median([a - b for a, b in both if a and b] or [None])
