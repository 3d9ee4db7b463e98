# shellcheck shell=bash
# Mistakes that must not pass, and other roads that must. `course prove @number@` tries each on a real engine.
