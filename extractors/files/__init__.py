"""Opening: bytes become pages, or a refusal that says why and what to send instead."""
