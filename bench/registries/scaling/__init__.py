"""A registry with many repositories."""
