"""The pages of this module. What several of them need is in `shared`."""
