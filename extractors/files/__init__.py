"""Opening: a file becomes pages, or a refusal that says why and what to send instead."""
