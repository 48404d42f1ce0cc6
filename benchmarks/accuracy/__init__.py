"""How right the reading is, on dossiers of our own generator whose truth is known: `make accuracy`."""
