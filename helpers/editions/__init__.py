"""From one source a lesson: the learner's notebooks, the solved ones, the catalogues, `work/`.

    source, ids             lesson.md as its author writes it
    phrases, translations   what has to be translated, and the .po files
    generated_cells         the parts of a notebook that nobody writes
    to_notebook             the cells of an edition
    build                   all of it, written or compared (`course build`)
    workspace               the learner's own copies

Nothing is imported here: `course lab` needs `workspace` alone, and jupytext takes seconds to load.
"""
