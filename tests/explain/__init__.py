"""What docker, its builders and its engine print when they refuse, and what `course explain` makes of it."""
