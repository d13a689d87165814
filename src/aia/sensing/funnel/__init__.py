"""From sensed to voiced to taken up: how many needs went how far, small numbers kept back."""
