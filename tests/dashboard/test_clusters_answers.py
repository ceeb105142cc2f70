"""What the Clusters tab answers: who is together, by which name, how well apart, against a column, and as Python."""

import contextlib
import io
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
from dash import html
from sklearn.metrics import adjusted_rand_score

from dashboard.cluster_parts.found import read_found, read_names
from dashboard.cluster_parts.wanted import usual_of, wanted
from dashboard.colours import COLOURS
from dashboard.colours import Asked as AskedColour
from dashboard.columns import category_payload
from dashboard.panels.clusters import show
from dashboard.resolve import resolve
from dashboard.services import Services
from dashboard.spaces import open_space
from dashboard.view import View
from embeddings import Hdbscan, KMeans, Space, UserError, builtin, cluster_names, clusters, density_validity
from tests.dashboard.answers import asked, parts, table_called, words_of

DIGITS = builtin("digits")
CENTRES = {"method": "centres", "on": "vectors", "k": "12"}


@pytest.fixture(scope="module")
def maps(services: Services) -> dict[str, str]:
    """The keys of maps that come with the program."""
    return {
        f"{space} {method}": resolve(View(space=space, projection=method), services).scene.key
        for space in ("digits", "words", "sentences")
        for method in ("umap", "pca")
    }


def props(component: Any) -> dict[str, Any]:
    return component.to_plotly_json()["props"]


def rows(body: list[Any]) -> list[tuple[str, int]]:
    """Return the name and the size of each cluster that is listed."""
    listed = [row for row in parts(body, html.Tr) if "data-clusters" in props(row)]
    named = [row for row in listed if props(row)["data-clusters"] != "-1"]
    return [(props(row.children[0])["data-value"], int(row.children[1].children.replace(",", ""))) for row in named]


def test_digits_by_their_map_are_clusters_named_by_their_digit(services, maps, answered) -> None:
    shown = answered(show, asked(services, "digits", scene=maps["digits umap"]))
    listed = rows(shown.body)
    coordinates = np.asarray(services.store.result(maps["digits umap"]).arrays["coordinates"])
    found = clusters(DIGITS, Hdbscan(21, 3), on=coordinates)
    assert listed == list(zip(cluster_names(DIGITS, found), found.sizes.tolist(), strict=True))
    assert {name[0] for name, _ in listed} == set("0123456789")
    assert f"{(found.labels < 0).sum():,} items lie between them" in words_of(shown.body)
    assert f"silhouette {found.silhouettes.overall:.2f}" in words_of(shown.body)
    assert f"DBCV {density_validity(coordinates, found.labels).overall:.2f}" in words_of(shown.body)
    coarser = answered(show, asked(services, "digits", scene=maps["digits umap"], level="1"))
    assert "DBCV" not in words_of(coarser.body)


def test_where_the_map_is_pca_the_vectors_are_grouped_around_as_many_centres_as_there_are_labels(
    services, maps
) -> None:
    usual = usual_of("digits", DIGITS, maps["digits pca"])
    assert (usual.method, usual.place, usual.k) == ("centres", "vectors", 10)
    assert usual_of("digits", DIGITS, maps["digits umap"]).place == "map"
    bare = Space(np.ones((1000, 2), np.float32), pd.DataFrame({"x": range(1000)}))
    assert usual_of("none", bare, "none").k == 10


@pytest.mark.parametrize(
    ("map_of", "values"),
    [("pca", CENTRES), ("pca", {"on": "map", "method": "density", "size": "30"}), ("umap", CENTRES | {"level": "1"})],
)
def test_its_python_finds_and_names_the_same(services, maps, answered, map_of: str, values: dict[str, str]) -> None:
    body = answered(show, asked(services, "digits", scene=maps[f"digits {map_of}"], **values)).body
    (pre,) = parts(body, html.Pre)
    *lines, last = pre.children.splitlines()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec("\n".join(lines), names)
        found = eval(last, names)
    assert found == [name for name, _ in rows(body)]


def test_the_map_is_coloured_by_the_names_and_knows_those_of_coarser_levels(services, maps, answered) -> None:
    key = maps["digits umap"]
    listed = rows(answered(show, asked(services, "digits", scene=key)).body)
    colour = COLOURS.make("cluster")
    column = colour.values(AskedColour("digits", DIGITS, key, None, "cosine", {}), services.store)
    about, codes = category_payload(column)
    assert {(one["value"], one["count"]) for one in about["categories"]} == set(listed)
    assert about["missing"] == int((codes == 65_535).sum()) == len(DIGITS) - sum(size for _, size in listed)
    assert [len(level["names"]) for level in about["levels"]] == [2, 5]
    for level in about["levels"]:
        assert len(level["of"]) == len(listed)
        assert set(level["of"]) == set(range(len(level["names"])))


def test_a_name_written_by_hand_stands_in_the_list_and_on_the_map(services, maps, answered) -> None:
    key = maps["digits umap"]
    first = answered(show, asked(services, "digits", scene=key))
    button = next(one for one in parts(first.body, html.Button) if "data-renames" in props(one))
    given = f"{props(button)['data-renames']}:My%20%E2%80%9Ceights%E2%80%9D%2C%20all"
    listed = rows(answered(show, asked(services, "digits", scene=key, names=given)).body)
    assert listed[0][0] == "My “eights”, all"
    assert listed[1:] == rows(first.body)[1:]
    tools = {"clusters.names": given}
    column = COLOURS.make("cluster").values(AskedColour("digits", DIGITS, key, None, "cosine", tools), services.store)
    assert (column == "My “eights”, all").sum() == listed[0][1]
    with pytest.raises(UserError, match="a level, an item and a name"):
        read_names("royalty")


def test_coarser_groups_hold_whole_clusters(services, maps, answered) -> None:
    fine = rows(answered(show, asked(services, "digits", scene=maps["digits pca"], **CENTRES)).body)
    coarse = rows(answered(show, asked(services, "digits", scene=maps["digits pca"], **CENTRES, level="1")).body)
    assert len(coarse) == 5 < len(fine) == 12
    assert sum(size for _, size in coarse) == sum(size for _, size in fine)


def test_sentences_are_named_by_their_words_or_as_one_chooses(services, maps, answered) -> None:
    sentences = builtin("sentences")
    names = [name for name, _ in rows(answered(show, asked(services, "sentences", scene=maps["sentences umap"])).body)]
    said = " ".join(sentences.names).lower()
    assert all(term in said for name in names for term in name.split(", "))
    by_topic = answered(show, asked(services, "sentences", scene=maps["sentences umap"], by="c:topic")).body
    assert {name.split(" (")[0] for name, _ in rows(by_topic)} <= set(sentences.items["topic"])
    nearest = answered(show, asked(services, "sentences", scene=maps["sentences umap"], by="words")).body
    known = set(builtin("words").names)
    assert all(set(name.split(", ")) <= known for name, _ in rows(nearest))


def test_the_table_by_a_column_says_how_far_they_agree(services, maps, answered) -> None:
    body = answered(show, asked(services, "digits", scene=maps["digits pca"], **CENTRES)).body
    found = clusters(DIGITS, KMeans(12))
    rand = adjusted_rand_score(DIGITS.items["digit"].astype(str), found.labels)
    assert f"adjusted Rand index {rand:.2f}" in words_of(body)
    assert "much the same grouping" in words_of(body)
    table = table_called(body, "Clusters by digit")
    cells = [[int(props(cell)["data-value"]) for cell in row.children[1:]] for row in parts(table.children[1], html.Tr)]
    assert [sum(row) for row in cells] == found.sizes.tolist()
    fullest = [max(range(len(cells)), key=lambda row, at=at: cells[row][at]) for at in range(len(cells[0]))]
    assert fullest == sorted(fullest)
    value = table.children[0].children.children[1:][cells[0].index(max(cells[0]))].children
    said = words_of([parts(table.children[1], html.Tr)[0].children[0]])
    assert f"{value} {100 * max(cells[0]) / sum(cells[0]):.0f} %" in said


def test_no_cluster_at_all_is_explained_with_ways_out(services, maps, answered) -> None:
    values = {"method": "density", "on": "vectors", "size": "900", "samples": "50"}
    body = answered(show, asked(services, "digits", scene=maps["digits pca"], **values)).body
    assert "No cluster: nowhere do so many items lie denser" in words_of(body)
    patches = [json.loads(props(one)["data-view"]) for one in parts(body, html.Button) if "link" in one.className]
    assert {"clusters.size": "450"} in patches
    assert {"clusters.method": "centres"} in patches


def test_what_cannot_be_is_said_and_the_controls_stay(services, small_space, answered) -> None:
    few = small_space(4)
    services.store.save_space("00000000000c1057", few)
    what = asked(services, "00000000000c1057", few, scene="none", method="centres", on="vectors", k="9")

    body = answered(show, what).body
    assert "9 clusters were asked for, and there are 4 items" in words_of(body)
    assert [one for one in parts(body, html.Div) if getattr(one, "className", "") == "cluster-controls"]


@pytest.mark.parametrize(
    ("name", "value"), [("k", "many"), ("k", "0"), ("size", "1"), ("method", "magic"), ("seed", "-1")]
)
def test_a_damaged_link_is_refused_by_name(services, maps, name: str, value: str) -> None:
    with pytest.raises(UserError, match=f"clusters.{name}={value}"):
        wanted({name: value}, "digits", DIGITS, maps["digits pca"])


def test_what_takes_long_waits_for_a_click(services, maps) -> None:
    rng = np.random.default_rng(0)
    many = Space(rng.normal(size=(60_000, 8)).astype(np.float32), pd.DataFrame({"x": range(60_000)}))
    what = asked(services, "many", many, scene="none", method="density", on="vectors")
    shown = show(what)
    assert not shown.again
    (start,) = [one for one in parts(shown.body, html.Button) if one.children == "Find clusters"]
    key = wanted(what.values, "many", many, "none").recipe("many", many, "none").key
    assert json.loads(props(start)["data-view"]) == {"clusters.run": key[:8]}
    assert "60,000 items this way takes about" in words_of(shown.body)


def test_settings_that_count_for_nothing_ask_for_nothing_new(maps) -> None:
    def key(**values: str) -> str:
        return wanted(values, "digits", DIGITS, maps["digits pca"]).recipe("digits", DIGITS, maps["digits pca"]).key

    assert key(**CENTRES, size="99", samples="7") == key(**CENTRES)
    assert key(**CENTRES, seed="1") != key(**CENTRES)
    on_map = {"on": "map", "method": "density"}
    assert key(**on_map, metric="euclidean", reduce="9") == key(**on_map)
    assert key(**on_map, size="9") != key(**on_map)


def test_the_members_of_each_cluster_are_served(services, app, maps, answered) -> None:
    key = maps["digits pca"]
    answered(show, asked(services, "digits", scene=key, **CENTRES))
    recipe = wanted(CENTRES, "digits", DIGITS, key).recipe("digits", DIGITS, key)
    client = app.server.test_client()
    labels = np.frombuffer(client.get(f"/api/results/{recipe.key}/clusters").data, "<i4")
    assert labels.tolist() == read_found(services.store.result(recipe.key), DIGITS, {}).labels.tolist()
    refused = client.get("/api/results/0123456789abcdef/clusters")
    assert (refused.status_code, refused.json["title"]) == (404, "No such clusters")


def test_clusters_become_a_column(services, app, maps, answered) -> None:
    key = maps["digits pca"]
    listed = rows(answered(show, asked(services, "digits", scene=key, **CENTRES)).body)
    given = {"projection": key} | {f"clusters.{name}": value for name, value in CENTRES.items()}
    client = app.server.test_client()
    change = {"do": "keep", "name": "cluster", "colour": "cluster", "given": given}
    answer = client.post("/api/spaces/digits/annotations", json=change)
    assert answer.status_code == 200
    counts = open_space("digits", services.store).items["cluster"].value_counts()
    assert counts.to_dict() == dict(listed)
    client.post("/api/spaces/digits/annotations", json={"do": "revert", "number": answer.json["number"]})
