"""A class: what a learner hands in, how it is judged, and what the teacher and the learner get back."""
