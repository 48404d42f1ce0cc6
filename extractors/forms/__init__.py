"""What the forms have in common: blocks and sections, ticks, signature and seal slots, opinions, closings."""
