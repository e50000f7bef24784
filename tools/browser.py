"""Find a Chromium for the browser tests and the benchmark; install one where that is allowed.

Refuses to download a browser behind the user's back: outside a root shell with apt-get it only
says which one command to run.
"""

from __future__ import annotations

import os
import shutil
import subprocess  # nosec B404 # starts a browser and the system's installer
import sys
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
COMMANDS = {
    "apt-get": "sudo apt-get update && sudo apt-get install -y chromium",
    "dnf": "sudo dnf install -y chromium",
    "pacman": "sudo pacman -S --noconfirm chromium",
    "brew": "brew install --cask chromium",
    "winget": "winget install Google.Chrome",
}


def _runs(path: str) -> bool:
    """Tell whether the program starts; some distributions ship an empty stand-in of that name."""
    try:
        ran = subprocess.run(  # nosec B603 # a browser of this machine, no shell
            [path, "--version"], capture_output=True, timeout=60
        )
        return ran.returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find() -> str | None:
    """Give the path of a Chromium, or None. ``KPI_BROWSER`` names one by hand."""
    named = os.environ.get("KPI_BROWSER")
    if named:
        return named
    on_path = [found for name in NAMES if (found := shutil.which(name))]
    installed = [place for place in PLACES if Path(place).exists()]
    # Windows browsers open a window instead of printing their version.
    return next((path for path in on_path + installed if os.name == "nt" or _runs(path)), None)


def _install_as_root() -> None:
    """Install Debian's Chromium without asking anything."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(  # nosec B603 B607 # the system's own installer, wherever it keeps it
            ["apt-get", *arguments], env=quiet, stdin=subprocess.DEVNULL, stdout=sys.stderr
        )


def main() -> int:
    """Make sure that there is a browser. Gives the exit code: 1 when a person has to install it."""
    if find():
        return 0
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stdout.write("Installing Chromium for the browser tests with apt-get\n")
        sys.stdout.flush()
        _install_as_root()
    if find():
        return 0
    by_hand = [command for tool, command in COMMANDS.items() if shutil.which(tool)]
    sys.stderr.write(
        "The browser tests need Chromium and none was found. Run this once and try again:\n"
        f"  {by_hand[0] if by_hand else 'install Chromium or Chrome'}\n"
        "or name one: KPI_BROWSER=/path/to/chromium make test\n"
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
