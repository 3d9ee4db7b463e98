"""The program behind the course: real Docker work, checked on a real engine."""
