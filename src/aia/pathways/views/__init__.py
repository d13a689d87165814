"""The pages of the line: parse, call one action or query, render."""
