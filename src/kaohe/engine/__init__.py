"""The engine: an assessment as a pure function, scheme × figures → scores, grades, and the reason for each."""
