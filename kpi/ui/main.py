"""The script that the server runs for every visitor. Refuses to hold anything but the call."""

from kpi.ui import frame

frame.run()
