"""Taking back what the course brought to this machine, and nothing else.

steps           what a plan is made of: one thing each
plan            what will go, in order, and what stays and why
docker_objects  the lessons' things and the base images on the engine; what else is on it
host            packages, group, files of the system (on record in helpers.installed), the engine itself
folders         caches, state, and where asked for the learner's notebooks
"""
