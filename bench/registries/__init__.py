"""The registry's benches and checks."""
