"""The paper for a workshop day: sheets of a page or two that need no engine to be made.

saying       their sentences, and how a text of the course is said in a language
documents    what they take from README and docs/teaching
plans        the ways through the course: which lessons and tasks, how many minutes
timetable    when what begins, with breaks; timetable_sheet shows it, and what to leave out
cheat_sheet  the commands, for learners
room_sheet   what a room needs and what to try before
answer_key   solutions and right answers
run_sheet    one page a lesson, to teach from
making       all of them, in one language
"""
