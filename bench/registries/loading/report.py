"""The table, and the goals."""

HEAD = ("", "server", "per s", "p50 ms", "p99 ms", "CPU s", "CPU ms each", "others", "rounds")


def table(results):
    lines = [HEAD]
    for row, figures in results.items():
        unit = "" if row.startswith("manifest") else " MiB"
        for i, (name, f) in enumerate(figures.items()):
            lines.append((row if i == 0 else "", name, f"{f['rate']:.0f}{unit}", f"{f['p50']:.2f}", f"{f['p99']:.2f}",
                          f"{f['cpu']:.2f}", f"{f['cpu_ms']:.3f}", f"{f['others']:.0%}", str(f["rounds"])))
    widths = [max(len(line[i]) for line in lines) for i in range(len(HEAD))]
    return ["  ".join([line[0].ljust(widths[0]), line[1].ljust(widths[1])]
                      + [cell.rjust(width) for cell, width in zip(line[2:], widths[2:])]).rstrip() for line in lines]


def judge(results, rss, checks):
    _pulls(results, checks)
    _manifests(results, checks)
    for row in results:
        if row.startswith("push") and "without fsync" not in row:  # those are stated, not judged
            ours, theirs = results[row].get("weir"), results[row].get("distribution")
            if ours and theirs:
                checks.at_most(f"{row}: time, Weir / distribution", ours["p50"] / theirs["p50"], 0.6)
    if "weir" in rss:
        checks.at_most("peak resident memory of Weir under all of it", rss["weir"], 250, " MiB")


def _pulls(results, checks):
    row = next((row for row in results if "200 at once" in row), None)
    if row and {"weir", "distribution"} <= results[row].keys():
        ours, theirs = results[row]["weir"], results[row]["distribution"]
        checks.at_least(f"{row}: throughput, Weir / distribution", ours["rate"] / theirs["rate"], 1.4)
        checks.at_most(f"{row}: server CPU, Weir / distribution", ours["cpu"] / max(theirs["cpu"], 1e-9), 0.5)


def _manifests(results, checks):
    row = next((row for row in results if row.startswith("manifest")), None)
    if row and {"weir", "distribution"} <= results[row].keys():
        rate = results[row]["weir"]["rate"] / results[row]["distribution"]["rate"]
        checks.at_least(f"{row}: rate, Weir / distribution", rate, 3)
