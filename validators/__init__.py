"""Judging: facts become findings, and findings a notice. Imports `schemas` only."""
