"""Reading: bytes become facts. Imports `schemas` only."""
