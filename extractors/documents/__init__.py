"""What a document says: fields by label and value, one module a family of documents."""
