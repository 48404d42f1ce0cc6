"""Invented dossiers: six that are kept in the tree, and as many more as one likes with their truth."""
