"""What is written where: strips of text, labels with their values, tables row by row, names in running text."""
