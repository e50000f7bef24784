"""The command line, a module for each subject.

Refuses to load anything heavy here: each command imports what it needs when it is asked for.
"""
