"""The registry beside others, under load."""
