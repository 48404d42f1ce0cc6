"""What checks ask of a case: whether two claims agree, who is meant, what a post or a body is."""
