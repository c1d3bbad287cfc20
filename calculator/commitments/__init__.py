"""What to commit to, for how long, and what it costs to be wrong: arrays of hours; it reads no files or prices."""
