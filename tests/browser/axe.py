"""Is the page open to everybody? axe says; and nothing may stick out at 360 pixels."""

from axe_playwright_python.sync_playwright import Axe


def assert_accessible(page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, "\n".join(
        f"{rule['id']} ({rule['impact']}): {rule['help']}\n    "
        + "\n    ".join(node["html"][:200] for node in rule["nodes"][:4])
        for rule in found
    )


def assert_no_sideways_scroll(page) -> None:
    wide, seen = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= seen, f"{page.url}: {wide} px wide in a window of {seen}"
