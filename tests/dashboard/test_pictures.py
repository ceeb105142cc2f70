"""Pictures in the store, over HTTP and in the panels: three sizes of each, named by content, made once."""

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from dashboard import cli, pictured
from dashboard.folders import recipe_of_folder
from dashboard.honesty import honesty
from dashboard.jobs import picture_tasks
from dashboard.jobs.picture_tasks import with_pictures
from dashboard.jobs.tasks import run
from dashboard.neighbour_rows import neighbour_rows
from dashboard.panels.inspector import one_item, several_items
from dashboard.recipes import EncodeRecipe, SubsetRecipe, from_json
from dashboard.services import Services
from dashboard.settings import Settings
from dashboard.standalone import StandalonePage, build, sprites
from dashboard.store import Store
from dashboard.store.sprites import CELLS, SIDE, SpriteSheet
from embeddings import Space, UserError, load, neighbours
from embeddings.progress import silent

COLOURS = [(210, 40, 40), (40, 180, 70), (50, 70, 220), (230, 200, 40)]
SIZES = [(300, 200), (90, 180), (64, 64), (20, 10)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four pictures in two folders, one of them twice, and one that is damaged."""
    made = tmp_path_factory.mktemp("made") / "boxes"
    for number, (colour, size) in enumerate(zip(COLOURS, SIZES, strict=True)):
        path = made / ("warm" if number in (0, 3) else "cold") / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", size, colour).save(path)
    (made / "warm" / "again.png").write_bytes((made / "warm" / "0.png").read_bytes())
    (made / "warm" / "cut.png").write_bytes((made / "warm" / "0.png").read_bytes()[:70])
    return made


@pytest.fixture(scope="module")
def space_id(services: Services, folder: Path) -> str:
    recipe = recipe_of_folder(folder, services.store)
    run(recipe, services.store, silent)
    return recipe.key


@pytest.fixture(scope="module")
def space(services: Services, space_id: str) -> Space:
    return services.store.space(space_id)


def colour_in(content: bytes, place: tuple[int, int]) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(content)).convert("RGB").getpixel(place))


def test_a_folder_becomes_a_space_whose_pictures_are_kept(space: Space) -> None:
    assert space.names == ["1.png", "2.png", "0.png", "3.png", "again.png"]
    assert (space.name, space.label, space.image, space.encoder) == ("boxes", "label", "sha256", "pixels")
    assert any("“warm/cut.png”" in note for note in space.notes)


def test_the_recipe_is_named_by_every_byte_and_survives_json(store: Store, folder: Path, tmp_path: Path) -> None:
    usual = recipe_of_folder(folder, store)
    assert from_json(usual.model_dump(mode="json")) == usual
    assert usual.preview is usual
    other = recipe_of_folder(folder, store, encoder="colour-histogram")
    assert (other.key != usual.key, other.items_key == usual.items_key) == (True, True)
    copy = tmp_path / "boxes"
    for file in folder.rglob("*.png"):
        place = copy / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.read_bytes())
    assert recipe_of_folder(copy, store).key == usual.key
    Image.new("RGB", SIZES[0], (211, 40, 40)).save(copy / "warm" / "0.png")
    assert recipe_of_folder(copy, store).key != usual.key


def test_a_recipe_of_text_has_the_key_it_always_had() -> None:
    text = EncodeRecipe(upload="0" * 64, name="notes", text="note", label="topic", encoder="lsa")
    assert text.items_key == "e5a23368e43dd01aab5d37ceb0ce9211"


def test_pictures_are_looked_at_once_for_every_encoder(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(recipe_of_folder(folder, store), store, silent)
    monkeypatch.setattr(picture_tasks, "survey", lambda *_, **__: pytest.fail("they were looked at again"))
    recipe = recipe_of_folder(folder, store, encoder="colour-histogram")
    run(recipe, store, silent)
    assert any("“warm/cut.png”" in note for note in store.space(recipe.key).notes)


def test_a_cancelled_job_leaves_nothing_half_made(store: Store, folder: Path) -> None:
    def stop(done: int, total: int, message: str) -> None:
        if done == 2:
            raise KeyboardInterrupt("cancelled")

    recipe = recipe_of_folder(folder, store)
    with pytest.raises(KeyboardInterrupt, match="cancelled"):
        run(recipe, store, stop)
    assert not store.has_space(recipe.key)
    assert list((store.root / "pictures").iterdir()) == []
    run(recipe, store, silent)
    assert store.has_space(recipe.key)


def test_damaged_pictures_count_as_absent_and_are_made_again(store: Store, folder: Path) -> None:
    run(recipe_of_folder(folder, store), store, silent)
    (place,) = (store.root / "pictures").iterdir()
    (place / "pictures.json").write_text('{"format": 1')
    again = Store(store.root, shipped=None)
    assert again.pictures(place.name) is None
    run(recipe_of_folder(folder, again, encoder="colour-histogram"), again, silent)
    assert again.pictures(place.name) is not None


def test_pages_of_sprites_fill_up_one_after_another(tmp_path: Path) -> None:
    sheet = SpriteSheet(tmp_path)
    for number in range(CELLS + 2):
        sheet.add(Image.new("RGB", (SIDE, SIDE // 2), COLOURS[number % 4]))
    sheet.close()
    assert sheet.pages == 2
    first, second = (Image.open(io.BytesIO((tmp_path / f"sprites-{page}.webp").read_bytes())) for page in (0, 1))
    assert (first.size, second.size) == ((2048, 2048), (2 * SIDE, SIDE))
    assert (
        np.abs(np.subtract(first.convert("RGB").getpixel((33 * SIDE % 2048 + 9, SIDE + 9)), COLOURS[33 % 4])).max() < 9
    )


def test_the_map_learns_which_sprite_each_item_has(client: FlaskClient, space_id: str) -> None:
    about = client.get(f"/api/spaces/{space_id}/pictures").json
    rows = np.frombuffer(client.get(about["cells"]).data, "<u4").reshape(-1, 3)
    assert rows[:, 1:].tolist() == [[32, 64], [64, 64], [64, 43], [20, 10], [64, 43]]
    assert rows[2, 0] == rows[4, 0], "the same bytes are one sprite"
    page = client.get(about["pages"][0])
    assert page.mimetype == "image/webp"
    for item, colour in ((0, COLOURS[1]), (2, COLOURS[0]), (3, COLOURS[3])):
        cell = int(rows[item, 0])
        assert np.abs(colour_in(page.data, (cell * SIDE + 4, 4)) - colour).max() < 9


def test_text_has_no_pictures(client: FlaskClient) -> None:
    answer = client.get("/api/spaces/words/pictures")
    assert (answer.status_code, answer.data) == (204, b"")
    assert "picture" not in client.get("/api/spaces/words/items/3").json


@pytest.mark.parametrize(
    ("item", "tile", "view"), [(0, (90, 180), (90, 180)), (2, (256, 171), (300, 200)), (3, (20, 10), (20, 10))]
)
def test_a_picture_comes_at_two_sizes_and_is_never_enlarged(
    client: FlaskClient, space: Space, item: int, tile: tuple[int, int], view: tuple[int, int]
) -> None:
    for size, expected in (("tile", tile), ("view", view)):
        answer = client.get(pictured.address(space, item, size))
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert Image.open(io.BytesIO(answer.data)).size == expected
        again = client.get(pictured.address(space, item, size), headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_tile_is_found_by_its_cell_too(client: FlaskClient, space_id: str, space: Space) -> None:
    about = client.get(f"/api/spaces/{space_id}/pictures").json
    assert client.get(f"{about['tiles']}0").data == client.get(pictured.address(space, 0, "tile")).data


@pytest.mark.parametrize(
    "end", ["sprites/7", "tile/99", "tile/-1", f"view/{'0' * 64}", "huge/0", "tile/..%2f..%2fpictures.json"]
)
def test_what_is_not_there_is_said_in_words(client: FlaskClient, space: Space, end: str) -> None:
    answer = client.get(f"/api/pictures/{space.provenance['pictures']}/{end}")
    assert answer.status_code == 404
    assert answer.json["title"].startswith("No such")
    assert client.get("/api/pictures/../../etc/tile/0").status_code == 404


def test_the_reference_to_a_picture_is_no_column_of_the_page(client: FlaskClient, space_id: str) -> None:
    columns = {column["name"]: column["kind"] for column in client.get(f"/api/spaces/{space_id}/columns").json}
    assert columns["sha256"] == "text"
    item = client.get(f"/api/spaces/{space_id}/items/2").json
    assert [name for name, _ in item["rows"]] == ["label", "width", "height", "format"]
    assert client.get(item["picture"]).mimetype == "image/jpeg"


def images_in(component: Any) -> list[str]:
    return re.findall(r"/api/pictures/[^\"\\]+", json.dumps(component, default=lambda part: part.to_plotly_json()))


def test_the_panels_show_the_picture(space: Space) -> None:
    assert set(images_in(one_item(space, 2))) == {pictured.address(space, 2, "view")}
    assert len(images_in(several_items(space, {"count": 3, "first": [0, 1, 2]}))) == 3
    told = honesty(space, space.vectors[:, :2], 2, 3, "cosine")
    found = neighbours(space, 2, k=3)["index"]
    assert neighbour_rows(space, told)["pictures"] == [pictured.address(space, int(index), "tile") for index in found]


def test_the_panels_show_text_as_they_did(small_space) -> None:
    text = small_space()
    assert images_in(one_item(text, 0)) == []
    told = honesty(text, text.vectors[:, :2], 0, 3, "cosine")
    assert neighbour_rows(text, told)["pictures"] == [None, None, None]


def test_chosen_items_keep_their_pictures(services: Services, client: FlaskClient, space: Space, space_id: str) -> None:
    recipe = SubsetRecipe(parent=space_id, parent_key=space.key, parent_name=space.name, indices=(1, 3))
    run(recipe, services.store, silent)
    some = services.store.space(recipe.key)
    assert some.image == "sha256"
    rows = np.frombuffer(client.get(client.get(f"/api/spaces/{recipe.key}/pictures").json["cells"]).data, "<u4")
    whole = np.frombuffer(client.get(client.get(f"/api/spaces/{space_id}/pictures").json["cells"]).data, "<u4")
    assert rows.reshape(-1, 3).tolist() == whole.reshape(-1, 3)[[1, 3]].tolist()


def test_a_space_loaded_in_a_notebook_is_shown_with_its_pictures(store: Store, folder: Path) -> None:
    space = with_pictures(load(folder, encoder="colour-histogram"), store)
    assert store.pictures(space.provenance["pictures"]) is not None
    store.save_space(space.key, space)
    assert store.space(space.key).image == "sha256"


def page_of(space: Space, services: Services) -> StandalonePage:
    pictures = services.store.pictures(pictured.pictures_key(space))
    return StandalonePage(space, np.zeros((len(space), 2), np.float32), "Boxes", "50 % are true", pictures=pictures)


def test_a_page_of_its_own_holds_the_sprites_unless_they_are_too_large(
    services: Services, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = build(page_of(space, services))
    held = json.loads(re.findall(r'<script id="data"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
    assert [column["name"] for column in held["columns"]] == ["label", "width", "height", "format"]
    sprite = base64.b64decode(held["pictures"]["pages"][0].removeprefix("data:image/webp;base64,"))
    assert np.abs(colour_in(sprite, (4, 4)) - COLOURS[1]).max() < 9
    assert len(base64.b64decode(held["pictures"]["cells"])) == 12 * len(space)
    monkeypatch.setattr(sprites, "MOST_BYTES", 10)
    without = build(page_of(space, services))
    assert '"pictures":null' in without
    assert "The pictures are left out: 0 MB of them are too large for one file" in without


BAD = {
    "a text encoder": (["--encoder", "lsa"], "“lsa” encodes texts; “boxes”, a folder of pictures, needs an encoder of"),
    "a text column": (
        ["--text", "name"],
        "--passage-overlap and --skip-bad-rows say how to read one; this is a folder",
    ),
    "an unknown label": (["--label", "size"], "The columns are: name, label, width, height, format"),
    "an unknown encoder": (["--encoder", "pixel"], "Did you mean “pixels”?"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_will_not_do_for_a_folder_is_one_line(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments, said = BAD[name]
    monkeypatch.chdir(folder.parent)
    monkeypatch.setattr(cli, "serve", lambda *_, **__: pytest.fail("it was served"))
    assert cli.main(["boxes", "--store", str(tmp_path / "store"), *arguments]) == 2
    err = capfd.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_a_table_of_pictures_becomes_a_recipe_of_theirs(folder: Path, tmp_path: Path, store: Store) -> None:
    table = tmp_path / "boxes.csv"
    table.write_text(f"file,kind\n{folder}/warm/0.png,a\n{folder}/cold/1.png,b\n{folder}/cold/2.png,a\n")
    arguments = cli.parser(Settings()).parse_args([str(table), "--image", "file", "--label", "kind"])
    recipe = cli.recipe_of(arguments, store)
    assert (recipe.text, recipe.image, recipe.label, recipe.encoder) == ("file", "sha256", "kind", "pixels")
    run(recipe, store, silent)
    space = store.space(recipe.key)
    assert list(space.items["kind"]) == ["a", "b", "a"]
    assert pictured.pictures_key(space)


def test_an_image_encoder_of_a_table_is_refused_in_words(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.csv").write_text("note\nleaf water cup\nice cold white\n")
    assert cli.main([str(tmp_path / "notes.csv"), "--encoder", "pixels", "--store", str(tmp_path / "store")]) == 2
    assert "needs an encoder of texts. Choose one of: minilm, lsa" in capfd.readouterr().err


def test_pictures_whose_list_is_gone_are_told_of(store: Store) -> None:
    recipe = EncodeRecipe(upload="0" * 32, name="x", text="name", image="image", encoder="pixels")
    with pytest.raises(UserError, match="The pictures are gone"):
        run(recipe, store, silent)
