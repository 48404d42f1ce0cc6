"""The notice on paper: its sheet, its wording, Word and PDF."""
