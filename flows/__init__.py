"""Doing: the line, intake and publishing, and the Prefect flows around them."""
