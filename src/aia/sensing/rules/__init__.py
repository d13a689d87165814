"""Pure decisions about notices. No database: moves, routes, likeness, receipts, values."""
