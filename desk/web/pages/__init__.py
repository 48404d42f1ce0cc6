"""The pages of the desk, one file each: routes that look things up, and what their templates are given."""
