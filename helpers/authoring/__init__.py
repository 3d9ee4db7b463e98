"""For who writes lessons: what a lesson's proof says, the proof itself, and stubs for something new."""
