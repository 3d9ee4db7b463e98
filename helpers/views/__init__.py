"""What a person sees: the panel of a lesson, the progress over all lessons."""
