"""Speed as ratios: each thing of ours beside the barest way to do the same, taken in one run.

Refuses to judge: it prints what was measured beside the bound that the project set itself.
"""
