"""What is given out and shown: handouts for learners and instructors, and slides, as HTML and PDF.

solved_run  the solved lesson on a clean engine, once: the outputs of every format
build_cache that run, kept until something it depends on changes
markup      Markdown, code and outputs as HTML
edition     one lesson for one reader: room to write, or solutions and notes
parts       what such a lesson consists of
templates   how that looks, and each page
pages       a lesson as a page, the book, the index;  paper.css
slides      one idea a slide, the rest for the speaker;  slides.css, reveal
task_facts  what stands on the slide of a task;  thin_slides fills or joins those with next to nothing
web         the lessons as a site to read before installing (`course site`);  web.css
sheets      the paper for a workshop day
pace        how many minutes a task takes
code_lines  code that goes on below where it is too long
languages   the page above the languages, and all of it in one file
printing    PDF by Chromium
lacking     what a build needs and this machine has not
publisher   writes and prints what changed
rebuild     all of it (`course handouts`)
sentences   its own
"""
