"""The nouns of the house, and the profiles (rules, forms, titles as data). Imports nothing of ours."""
