"""The result, for people."""


def rows(results):
    head = ("", "gateway", "CPU us", "/ Envoy", "per s", "p50 us", "p99 us", "p99.9 us", "RSS MiB", "others", "rounds")
    lines = [head]
    for row, figures in results.items():
        for i, (name, f) in enumerate(figures.items()):
            lines.append((row if i == 0 else "", name, *cells(f, figures.get("envoy"))))
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return [
        "  ".join([line[0].ljust(widths[0]), line[1].ljust(widths[1])]
                  + [cell.rjust(width) for cell, width in zip(line[2:], widths[2:])]).rstrip()
        for line in lines
    ]


def cells(f, envoy):
    if "kib" in f:
        return (f"{f['kib']:.1f} KiB each", ratio(f, envoy, "kib"), str(f["streams"]), "", "", "",
                f"{f['base'] / 1024:.0f}", "", "")
    return (f"{f['cpu']:.1f}", ratio(f, envoy, "cpu"), f"{f['rate']:.0f}", micros(f["p50"]), micros(f["p99"]),
            micros(f["p999"]), f"{f['rss'] / 1024:.0f}", f"{f['others']:.0%}", str(f["rounds"]))


def ratio(f, envoy, key):
    return f"{f[key] / envoy[key]:.2f}" if envoy and envoy[key] else ""


def micros(value):
    return f"{value:.0f}" if value else ""
