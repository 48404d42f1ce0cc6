"""How pages are told apart and put together: what `extractors.divide` works with."""
