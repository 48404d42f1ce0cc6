"""The read-only API for other programs, and its client."""
