"""The bulletins of corpus/ in, the images of the README out, in both languages; needs Chromium, playwright and Pillow.

python docs/screenshots.py
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PERSON = "id/person/tuyen-quang/chau-van-lam"
WIDTH, HEIGHT = 1280, 760


def main() -> None:
    """Builds, serves, and shoots."""
    kg = [sys.executable, "-m", "kg"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as made:
        out = Path(folder)
        subprocess.run([*kg, "build", ROOT / "corpus", "-o", out], check=False, capture_output=True)
        graph = ["--graph", str(out / "graph.nq")]
        subprocess.run([*kg, "view", *graph, "--about", "chau van lam", "-o", out / "view.html"], check=True)
        command = [*kg, "serve", *graph, "--port", "0", "--texts", str(ROOT / "corpus")]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            assert server.stderr is not None
            address = server.stderr.readline().split()[0]
            browser = made.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            for lang in ("vi", "en"):
                tab.goto((out / "view.html").as_uri())
                if lang == "en":
                    tab.locator("#language").click()
                shoot(tab, f"view-{lang}")
                tab.goto(f"{address}?lang={lang}")
                shoot(tab, f"explorer-start-{lang}")
                tab.goto(f"{address}{PERSON}?lang={lang}")
                shoot(tab, f"explorer-person-{lang}")
                tab.locator("#directs figcaption a").first.click()
                tab.wait_for_load_state("networkidle")
                shoot(tab, f"explorer-article-{lang}")
            browser.close()
            server.send_signal(signal.SIGINT)


def shoot(tab: Page, name: str) -> None:
    """Writes what the tab shows, in 256 colours: pages have few, and the repository stays small."""
    tab.wait_for_timeout(800)
    path = IMAGES / f"{name}.png"
    tab.screenshot(path=path)
    Image.open(path).convert("RGB").quantize(256, method=Image.Quantize.MAXCOVERAGE).save(path, optimize=True)


if __name__ == "__main__":
    main()
