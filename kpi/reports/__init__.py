"""The files that the service gives: the same view models as on the pages, on paper and in Excel.

Refuses to compute: what a file says was worked out before it came here.
"""
