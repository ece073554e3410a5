"""Results as files that other programs read: XLSX and CSV."""
