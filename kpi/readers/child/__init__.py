"""The child process that opens files: bytes on standard input, sheets on standard output.

Runs alone (``python -I <this folder>``) so that whatever a file does to it, the service goes on,
and imports nothing of the house so that it starts at once; its modules import one another by dots,
because here the package is called by another name. Refuses to interpret: it says what stands in
each cell and what the cell's dress adds. Never evaluates a formula, never follows a link.
"""
