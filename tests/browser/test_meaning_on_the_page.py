"""Pictures and texts in one space, from an upload to the map; and a sentence that is typed finds pictures."""

import json
import re
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from dashboard.store import Store
from embeddings import load, nearest_to, query_vector
from embeddings.mixed import is_picture
from tests.browser.adding import open_dialog
from tests.browser.waiting import LONG

pytestmark = pytest.mark.browser

EACH = 6
COLOURS = {"red": (200, 30, 30), "blue": (30, 40, 200)}
CAPTIONS = [
    (f"{name}-{number}.png", f"a {name} square, number {number}", name) for name in COLOURS for number in range(EACH)
]
ALONE = "words that have no picture"
TYPED = ["a sentence of my own", "and a second one"]


@pytest.fixture(scope="module")
def weights(torch: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real OpenCLIP model of two layers, its weights random, with its configuration beside them."""
    import open_clip
    from safetensors.torch import save_file

    folder = tmp_path_factory.mktemp("tiny-clip")
    torch.manual_seed(0)
    tower = {"image_size": 32, "layers": 2, "width": 32, "head_width": 16, "patch_size": 8}
    words = {"context_length": 77, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 2}
    (folder / "small-clip.json").write_text(json.dumps({"embed_dim": 24, "vision_cfg": tower, "text_cfg": words}))
    open_clip.add_model_config(folder)
    made = open_clip.create_model("small-clip", pretrained=None).state_dict()
    save_file({key: value.contiguous() for key, value in made.items()}, folder / "small-clip.safetensors")
    return folder / "small-clip.safetensors"


@pytest.fixture
def captioned(tmp_path: Path) -> Path:
    """A zip of pictures with a table that names them, and a row that is a text alone."""
    rng = np.random.default_rng(0)
    archive = tmp_path / "squares.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for file, _, name in CAPTIONS:
            noise = rng.integers(-25, 25, (30, 40, 3))
            Image.fromarray(np.clip(np.array(COLOURS[name]) + noise, 0, 255).astype(np.uint8)).save(tmp_path / file)
            made.write(tmp_path / file, f"squares/pictures/{file}")
        rows = [f'pictures/{file},"{caption}",{name}' for file, caption, name in CAPTIONS]
        made.writestr("squares/captions.csv", "\n".join(["file,caption,colour", *rows, f",{ALONE},none"]))
    return archive


def upload(page: Page, url: str, file: Path) -> None:
    open_dialog(page, url)
    page.locator("#file-input").set_input_files(file)
    expect(page.locator("#upload-format")).to_contain_text("picture", timeout=LONG)


def start_with_clip(page: Page, weights: Path) -> None:
    page.get_by_role("combobox", name="Encoder").click()
    page.get_by_role("option", name=re.compile("^OpenCLIP")).click()
    page.get_by_role("textbox", name="Model").locator("visible=true").fill("small-clip")
    page.get_by_role("textbox", name="Weights").locator("visible=true").fill(str(weights))
    page.get_by_role("button", name="Start").click()


def test_a_mixed_space_is_shown_and_a_sentence_finds_pictures(
    page: Page, workshop: Any, captioned: Path, weights: Path
) -> None:
    upload(page, workshop.url, captioned)
    expect(page.get_by_role("combobox", name="Text column")).to_have_value("caption")
    page.get_by_text("Texts among the pictures").click()
    page.get_by_role("textbox", name=re.compile("^Sentences to place")).fill("\n".join(TYPED))
    start_with_clip(page, weights)
    count = 2 * len(CAPTIONS) + 1 + len(TYPED)
    expect(page.locator("#scene-line")).to_contain_text(f"{count} items", timeout=LONG)
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)
    expect(page.get_by_role("list", name="Notes on this map")).to_contain_text("modality gap")

    page.keyboard.press("/")
    page.keyboard.type("nothing is called so")
    asks = page.locator("#search .search-ask")
    expect(asks).to_have_text(
        ["Nearest pictures by meaning: “nothing is called so”", "Nearest texts by meaning: “nothing is called so”"],
        timeout=LONG,
    )
    page.keyboard.press("Enter")
    ranked = page.locator("#search .search-ranked")
    expect(ranked).to_have_count(10, timeout=LONG)
    expect(ranked.locator("img.thumbnail")).to_have_count(10)
    figures = [float(text) for text in ranked.locator(".figures").all_inner_texts()]
    assert figures == sorted(figures, reverse=True)
    chosen = [int(one) for one in ranked.evaluate_all("options => options.map((option) => option.dataset.item)")]
    assert all(item < len(CAPTIONS) for item in chosen), "the pictures come first, and only they were asked for"
    page.wait_for_function(
        "items => String(document.getElementById('map').selection) === String(items)", arg=sorted(chosen)
    )
    texts_among_the_selected_are_read(page)
    page.keyboard.press("/")
    page.keyboard.type("nothing is called so")
    expect(asks).to_have_count(2, timeout=LONG)
    page.keyboard.press("Enter")
    expect(ranked).to_have_count(10, timeout=LONG)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"item={chosen[0]}(&|$)"))
    expect(page.locator(".item-picture")).to_be_visible()

    page.keyboard.press("/")
    page.keyboard.type(TYPED[0])
    page.keyboard.press("Enter")
    expect(page.locator(".item-name")).to_have_text(TYPED[0], timeout=LONG)
    expect(page.locator(".item-picture")).to_have_count(0)
    rows = page.locator("#neighbour-rows tbody tr")
    expect(rows.first).to_contain_text(re.compile(r"\w"), timeout=LONG)


def texts_among_the_selected_are_read(page: Page) -> None:
    """Ask for texts: the Inspector, which shows pictures alone for pictures, shows what each text says."""
    field = page.get_by_role("combobox", name="Search words")
    field.fill("other words")
    page.get_by_role("option", name="Nearest texts by meaning: “other words”").click(timeout=LONG)
    expect(page.locator("#search .search-ranked")).to_have_count(10, timeout=LONG)
    expect(page.locator("#search .search-ranked img")).to_have_count(0)
    told = page.locator(".names.pictures button")
    expect(told.first).not_to_have_css("font-size", "0px", timeout=LONG)
    expect(told).to_have_count(10)
    expect(told.locator("img")).to_have_count(0)
    page.keyboard.press("Escape")


def test_in_the_search_tab_a_text_and_a_picture_find_both_and_stay_on_the_map(
    page: Page, serve: Any, captioned: Path, weights: Path, tmp_path: Path
) -> None:
    space = load(captioned, text="caption", encoder="open-clip", model="small-clip", weights=str(weights))
    Store(tmp_path / "store").save_space(space.key, space)
    page.goto(f"{serve().url}?space={space.key}&projection=pca&tab=search")
    expect(page.locator("#map[data-state=ready]")).to_be_visible(timeout=LONG)

    page.get_by_label("Search in this space").fill("something blue")
    page.get_by_role("group", name="How to search").get_by_role("button", name="Meaning").click()
    pictures = is_picture(space)
    find = page.get_by_role("group", name="What to find")
    find.get_by_role("button", name="Pictures").click()
    expect_found(page, nearest_to(space, query_vector(space, "something blue"), leave_out=np.flatnonzero(~pictures)))

    drop(page, tmp_path / CAPTIONS[0][0])
    asked = query_vector(space, picture=tmp_path / CAPTIONS[0][0])
    expect_found(page, nearest_to(space, asked, leave_out=np.flatnonzero(~pictures)))
    find.get_by_role("button", name="Texts").click()
    expect_found(page, nearest_to(space, asked, leave_out=np.flatnonzero(pictures)))

    page.get_by_role("button", name="Where does this picture land? Keep it on the map").click()
    expect(page.locator(".vs-drawing .vs-diamond")).to_contain_text(CAPTIONS[0][0], timeout=LONG)
    page.get_by_role("button", name=f"Take {CAPTIONS[0][0]} away").first.click()
    expect(page.get_by_label("Search in this space")).to_have_value("something blue")
    expect(page.locator(".vs-drawing .vs-diamond")).to_contain_text(CAPTIONS[0][0])


def expect_found(page: Page, nearest: Any) -> None:
    """Expect the list to begin with what is nearest, in its order."""
    rows = page.get_by_role("table", name="Found").locator("tbody tr")
    for place, item in enumerate(nearest["index"].tolist()[:3]):
        expect(rows.nth(place)).to_have_attribute("data-item", str(item), timeout=LONG)


def drop(page: Page, file: Path) -> None:
    """Let a file fall on the open tool, as one does with the mouse."""
    made = page.evaluate_handle(
        """([bytes, name]) => {
            const moved = new DataTransfer();
            moved.items.add(new File([Uint8Array.from(bytes)], name, { type: "image/png" }));
            return moved;
        }""",
        [list(file.read_bytes()), file.name],
    )
    page.locator("#search-body").dispatch_event("drop", {"dataTransfer": made})
