"""A traced model of no module, with its verbs: what the ledger's own tests write."""
