"""Named checks: a line each, and how many passed."""


class Checks:
    def __init__(self):
        self.all = []

    def add(self, name, ok, detail):
        self.all.append({"name": name, "ok": bool(ok), "detail": detail})
        print(f"{'ok    ' if ok else 'FAILED'}  {name}: {detail}", flush=True)

    def at_most(self, name, value, goal, unit=""):
        self.add(name, value <= goal, f"{value:.2f}{unit} (goal: at most {goal:g}{unit})")

    def at_least(self, name, value, goal, unit=""):
        self.add(name, value >= goal, f"{value:.2f}{unit} (goal: at least {goal:g}{unit})")

    def close(self):
        """Prints the last line; returns the exit code."""
        failed = sum(not each["ok"] for each in self.all)
        print(f"{len(self.all) - failed} passed, {failed} failed")
        return 1 if failed or not self.all else 0
