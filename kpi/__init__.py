"""Seutumittari: figures that can be walked back to a cell and never compared silently.

Imports nothing: every part is loaded by whoever needs it.
"""
