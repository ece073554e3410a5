"""Results as something to read: a page and a document."""
