"""The scheme: its text, read into frozen models, checked, and laid out as a graph of scores."""
