"""The outside world: object store, ledger, settings, killable workers. Imports `schemas` only."""
