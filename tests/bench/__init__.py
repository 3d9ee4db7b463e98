"""The numbers that the course promises, measured on this machine: `make bench`."""
