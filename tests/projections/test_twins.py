"""Neither package imports the other, so three small modules exist twice; they may differ only in their names."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KINDS = {"encoder": "projection"}


class WithoutDocstrings(ast.NodeTransformer):
    """Takes out what only people read."""

    def visit_body(self, node: ast.AST) -> ast.AST:
        self.generic_visit(node)
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return node

    visit_Module = visit_ClassDef = visit_FunctionDef = visit_body


def code_of(package: str, module: str) -> str:
    source = (ROOT / package / f"{module}.py").read_text("utf-8").replace(f"{package}.", "")
    return ast.unparse(WithoutDocstrings().visit(ast.parse(source)))


@pytest.mark.parametrize("module", ["errors", "progress", "registry"])
def test_twins_are_equal_but_for_their_names(module: str) -> None:
    assert code_of("projections", module) == code_of("embeddings", module)
