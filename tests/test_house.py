"""The house rules: who imports whom, what stays light, how long files and functions are."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("dashboard", "embeddings", "projections")
FORBIDDEN = {
    "embeddings": {"dash", "flask", "plotly", "dashboard", "projections"},
    "projections": {"dash", "flask", "plotly", "dashboard", "embeddings"},
    "dashboard": set(),
}
HEAVY = {"torch", "umap", "numba", "openTSNE", "sentence_transformers", "transformers", "pynndescent"}
LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 300, 40, 7


def python_files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def code_lines(function: ast.FunctionDef) -> int:
    """Count a function's lines without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def imports_of(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    wrong = {
        str(file.relative_to(ROOT)): found
        for file in python_files(package)
        if (found := imports_of(ast.parse(file.read_text("utf-8"))) & FORBIDDEN[package])
    }
    assert wrong == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_heavy_libraries_are_imported_where_they_are_used(package: str) -> None:
    wrong = {}
    for file in python_files(package):
        top = ast.Module(list(ast.parse(file.read_text("utf-8")).body), [])
        outside = [node for node in top.body if isinstance(node, ast.Import | ast.ImportFrom)]
        if found := imports_of(ast.Module(outside, [])) & HEAVY:
            wrong[str(file.relative_to(ROOT))] = found
    assert wrong == {}


def test_the_web_process_never_imports_torch_or_numba() -> None:
    script = "import dashboard.cli, sys; print(sorted(set(sys.modules) & set(sys.argv[1].split(','))))"
    done = subprocess.run(
        [sys.executable, "-c", script, ",".join(HEAVY)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_embeddings_and_projections_work_without_dash() -> None:
    script = (
        "import sys; sys.modules['dash'] = None\n"
        "from embeddings import builtin, neighbours, analogy\n"
        "from projections import project\n"
        "words = builtin('words')\n"
        "print(analogy(words, plus=['king', 'woman'], minus=['man'], k=1).label[0])\n"
        "print(project(words.vectors[:50], method='pca').coordinates.shape)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split("\n")[:2] == ["queen", "(50, 2)"], done.stderr


@pytest.mark.parametrize("package", [*PACKAGES, "assets", "benchmarks"])
def test_no_file_is_longer_than_one_idea(package: str) -> None:
    files = [file for kind in ("py", "js") for file in (ROOT / package).rglob(f"*.{kind}")]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text("utf-8").splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_are_short_and_take_few_parameters(package: str) -> None:
    wrong = []
    for file in python_files(package):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.FunctionDef):
                continue
            length = code_lines(node)
            taken = len(node.args.args) + len(node.args.kwonlyargs)
            taken -= bool(node.args.args) and node.args.args[0].arg in {"self", "cls"}
            nested = any(isinstance(child, ast.FunctionDef) for child in node.body)
            if (length > LONGEST_FUNCTION and not nested) or taken > MOST_PARAMETERS:
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}: {length} lines, {taken} parameters")
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_public_is_documented(package: str) -> None:
    wrong = []
    for file in python_files(package):
        tree = ast.parse(file.read_text("utf-8"))
        if not ast.get_docstring(tree) and tree.body:
            wrong.append(f"{file.relative_to(ROOT)}: no module docstring")
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                wrong.append(f"{file.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert wrong == []


def test_no_two_style_sheets_say_the_same_of_one_class() -> None:
    """All sheets are loaded at once, so that a class of one tool named as another's would change both."""
    said: dict[tuple[str, str], str] = {}
    for sheet in sorted((ROOT / "assets").rglob("*.css")):
        for selectors, declarations in re.findall(r"^([^\s@{}][^{}@]*)\{([^{}]*)\}", sheet.read_text(), re.MULTILINE):
            for selector in selectors.split(","):
                if not re.fullmatch(r"\.[\w-]+", selector.strip()):
                    continue
                for declared in re.findall(r"([\w-]+)\s*:", declarations):
                    first = said.setdefault((selector.strip(), declared), sheet.name)
                    assert first == sheet.name, f"{selector.strip()} has its {declared} in {first} and in {sheet.name}"
