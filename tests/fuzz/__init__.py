"""Everything that is read from outside, fed with what nobody would write: `make fuzz`."""
