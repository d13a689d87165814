"""The face of Aia: layout, components, translations and static files shared by every page."""
