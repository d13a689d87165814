"""What the observatory tells outside: released tables in words, pictures and files."""
