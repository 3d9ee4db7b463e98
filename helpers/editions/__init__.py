"""From one source a lesson: the learner's notebooks, the solved ones, the catalogues, `work/`.

    source, ids         lesson.md as its author writes it
    phrases, catalogue  what has to be translated, and the .po files
    furniture, notebook the generated parts, and the cells of an edition
    build               all of it, written or compared (`course build`)
    workspace           the learner's own copies

Nothing is imported here: `course lab` needs `workspace` alone, and jupytext takes seconds to load.
"""
