"""Reading a page: words with boxes, ruled tables as cells, how well it was read."""
