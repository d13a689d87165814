"""Writing logs that other tools read: OCEL 2.0 and XES, from arrow tables."""
