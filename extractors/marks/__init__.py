"""What is on a page beside print: seals, pen ink, ticks."""
