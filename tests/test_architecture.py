"""Does the house stand as it was drawn? Imports run one way, views own no rows, nothing inline, nothing outside."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ["provinces", "directives", "assignments", "config"]  # each may import those before it


def modules(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("app", APPS)
def test_imports_run_one_way(app):
    above = set(APPS[APPS.index(app) + 1 :])
    wrong = {str(path): imported(path) & above for path in modules(app) if imported(path) & above}
    assert not wrong


TREASURE = {"Directive", "Assignment", "Report", "Evidence", "Recipient", "Entry", "User"}


def test_views_reach_rows_only_through_reach():
    """`Directive.objects…` in a view must stand inside a call of reach (rows, walks, fetch), or be a helper's."""
    doors = re.compile(r"reach\.(rows|walks|fetch)\(|page_of\(|in_bulk|for_register\(\)\)|drafts\.")
    wrong = []
    for app in APPS:
        for path in (ROOT / app / "views").rglob("*.py") if (ROOT / app / "views").exists() else []:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    words = ast.unparse(node)
                    holds_treasure = any(f"{name}.objects" in words for name in TREASURE)
                    if holds_treasure and not (doors.search(words) or node.name in ALLOWED):
                        wrong.append(f"{path.name}:{node.name}")
    assert not wrong


# Each of these takes rows of the person's own body, or rows that the calling view fetched through reach.
ALLOWED = {"trail", "assignment", "attachment", "today", "pressing", "fetch", "named", "save_amended", "directive_amend",
           "show", "person", "supersede", "owed_count", "latest", "received"}  # fmt: skip


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_inline_script_style_or_handler(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


def test_mark_safe_is_used_nowhere():
    found = [str(path) for app in APPS for path in modules(app) if "mark_safe" in path.read_text(encoding="utf-8")]
    assert not found
    filters = [
        str(path) for path in (ROOT / "templates").rglob("*.html") if "|safe" in path.read_text(encoding="utf-8")
    ]
    assert not filters


def test_every_template_is_used():
    """A template that no view, tag or other template names is dead."""
    code = "\n".join(path.read_text(encoding="utf-8") for app in APPS for path in modules(app))
    pages = {path.relative_to(ROOT / "templates").as_posix(): path for path in (ROOT / "templates").rglob("*.html")}
    words = code + "\n".join(path.read_text(encoding="utf-8") for path in pages.values())
    by_django = {"404.html", "403.html", "500.html"} | {name for name in pages if name.startswith("django/")}
    assert [name for name in pages if name not in by_django and f'"{name}"' not in words] == []


def test_migrations_need_no_database_extension():
    text = "".join(path.read_text() for app in APPS for path in (ROOT / app).glob("migrations/*.py"))
    assert "Extension(" not in text


def test_the_lock_files_hold_names_versions_and_hashes_only():
    for name in ("requirements.txt", "requirements-s3.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text
        assert not re.search(r"^--", text, re.M)


def test_gunicorn_opens_no_control_socket():
    assert "--no-control-socket" in (ROOT / "Makefile").read_text()
