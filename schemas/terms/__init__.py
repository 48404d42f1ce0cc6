"""The terms of the field as values: how a name, a date, a number, an organisation, a title is normalised and compared."""
