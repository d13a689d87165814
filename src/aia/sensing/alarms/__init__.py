"""Something is happening in a place: control charts for short series and a space-time scan."""
