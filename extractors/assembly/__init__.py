"""How one case comes out of many documents: what `extractors.assemble` works with."""
