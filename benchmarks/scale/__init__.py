"""What the service costs as it grows: the night, Prefect, a second worker, memory, and the ledger."""
