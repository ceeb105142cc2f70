"""Archives of pictures: whatever is packed into them, good pictures come out and the rest is told of by name."""

import io
import json
import stat
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from embeddings import UserError, load
from embeddings.archives import limits, opened, stem_of
from embeddings.galleries import Gallery, gather
from embeddings.pictures.opening import RefusedError
from embeddings.progress import silent

Pack = Callable[[Path, Mapping[str, bytes]], Path]
KINDS = ["zip", "tar", "tar.gz", "tgz", "tar.bz2", "tar.xz"]


def picture(seed: int = 0) -> bytes:
    held = io.BytesIO()
    Image.fromarray(np.random.default_rng(seed).integers(0, 255, (9, 12, 3), np.uint8)).save(held, "PNG")
    return held.getvalue()


def packed(path: Path, files: Mapping[str, bytes]) -> Path:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return path
    packing = {".tar": "w", ".gz": "w:gz", ".tgz": "w:gz", ".bz2": "w:bz2", ".xz": "w:xz"}[path.suffix]
    with tarfile.open(path, packing) as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.type = len(content), tarfile.DIRTYPE if name.endswith("/") else tarfile.REGTYPE
            archive.addfile(entry, io.BytesIO(content))
    return path


def reasons(gallery: Gallery) -> dict[str, str]:
    return dict(gallery.refused)


PETS = {f"pets/{kind}/{kind}{number}.png": picture(number) for kind in ("dog", "cat") for number in range(3)}


@pytest.mark.parametrize("kind", KINDS)
def test_an_archive_is_the_same_space_as_its_folder(kind: str, tmp_path: Path) -> None:
    for name, content in PETS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    folder = load(tmp_path / "pets", encoder="colour-histogram")
    space = load(packed(tmp_path / f"my.pets.{kind}", PETS), encoder="colour-histogram")
    assert (space.name, space.text, space.label, space.image) == ("my.pets", "name", "label", "sha256")
    assert space.items.equals(folder.items)
    assert (space.vectors == folder.vectors).all()
    assert space.names[:2] == ["cat0.png", "cat1.png"]


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_what_is_bad_is_refused_with_its_reason_and_the_others_go_on(kind: str, tmp_path: Path) -> None:
    bad = {
        "../up.png": "its name leads out of the archive",
        "a/../../up.png": "its name leads out of the archive",
        "a\\..\\..\\up.png": "its name leads out of the archive",
        "/etc/abs.png": "its name is a place of its own on a disk, not one within the archive",
        "C:\\win.png": "its name is a place of its own on a disk, not one within the archive",
        "inner.zip": "an archive within an archive is not opened",
        "a/inner.tar.gz": "an archive within an archive is not opened",
        "notes.txt": "the name says that it is no picture",
        "empty": "the name says that it is no picture",
        f"{'n' * 1200}.png": "its name is longer than 1,000 letters",
    }
    hidden = ["__MACOSX/a/._good.png", "a/.DS_Store", ".hidden/x.png", "a/Thumbs.db"]
    files = {name: b"" if name == "empty" else picture() for name in [*bad, *hidden] if name != "notes.txt"}
    files |= {"notes.txt": b"hello", "./a/good.png": picture(1), "b//IMG_1": picture(2), "a/": b""}
    gallery = gather(packed(tmp_path / f"odd.{kind}", files), silent)
    assert [member.path for member in gallery.members] == ["a/good.png", "b/IMG_1"]
    assert [gallery.read(member) for member in gallery.members] == [picture(1), picture(2)]
    assert reasons(gallery) == {name[:1000]: reason for name, reason in bad.items()}
    assert Gallery.from_json(json.loads(json.dumps(gallery.as_json()))) == gallery


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_given_twice_is_taken_once(kind: str, tmp_path: Path) -> None:
    path = packed(tmp_path / f"twice.{kind}", {"a.png": picture(0), "./a.png": picture(1)})
    gallery = gather(path, silent)
    assert [gallery.read(member) for member in gallery.members] == [picture(0)]
    assert reasons(gallery) == {"./a.png": "another file in the archive has the same name"}


def test_links_and_devices_of_a_tar_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.tar"
    kinds = {"sym.png": tarfile.SYMTYPE, "hard.png": tarfile.LNKTYPE, "dev.png": tarfile.CHRTYPE, "p": tarfile.FIFOTYPE}
    with tarfile.open(path, "w") as archive:
        for name, kind in kinds.items():
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
        good = tarfile.TarInfo("good.png")
        good.size = len(picture())
        archive.addfile(good, io.BytesIO(picture()))
    gallery = gather(path, silent)
    assert [member.path for member in gallery.members] == ["good.png"]
    assert reasons(gallery) == dict.fromkeys(kinds, "it is a link or a device, not a file")


def zip_entry(name: str, mode: int = 0) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = mode << 16
    return entry


def test_links_and_encrypted_files_of_a_zip_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "links.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zip_entry("good.png", stat.S_IFREG | 0o644), picture())
        archive.writestr(zip_entry("link.png", stat.S_IFLNK | 0o777), "/etc/passwd")
        archive.writestr(zip_entry("secret.png"), picture())
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # the last entry of the list says that it is encrypted
    path.write_bytes(content)
    gallery = gather(path, silent)
    assert [member.path for member in gallery.members] == ["good.png"]
    assert reasons(gallery) == {"link.png": "it is a link or a device, not a file", "secret.png": "it is encrypted"}


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("zips", "tars"):
        monkeypatch.setattr(f"embeddings.archives.{module}.LARGEST_FILE", 3 << 20)
    for kind in ("zip", "tar", "tar.gz"):
        files = {"a.png": picture(), "bomb.png": bytes(4 << 20)}
        gallery = gather(packed(tmp_path / f"big.{kind}", files), silent)
        assert reasons(gallery) == {"bomb.png": "the file is larger than 3 MB"}


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz"])
def test_a_bomb_is_defused_after_its_limit(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FREELY_UNFOLDED", 8 << 20)
    bomb = {"a.png": picture()} | {f"b{number}.png": bytes(4 << 20) for number in range(9)}
    path = packed(tmp_path / f"bomb.{kind}", bomb)
    assert path.stat().st_size * limits.MOST_EXPANSION < 8 << 20
    gallery = gather(path, silent)
    assert [member.path for member in gallery.members] == ["a.png", "b0.png"]
    told = {reason for reason in reasons(gallery).values() if "unfolds to more than 8 MB" in reason}
    assert told
    assert len(gallery.refused) == (8 if kind == "zip" else 2)


def test_a_list_of_files_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{number:04}.png": b"" for number in range(300)}
    monkeypatch.setattr("embeddings.archives.zips.LARGEST_LIST", 1 << 13)
    with pytest.raises(UserError, match="its list of files is larger than"):
        gather(packed(tmp_path / "long.zip", files), silent)
    for module in ("zips", "tars"):
        monkeypatch.setattr(f"embeddings.archives.{module}.MOST_FILES", 200)
    monkeypatch.setattr("embeddings.archives.zips.LARGEST_LIST", 1 << 20)
    with pytest.raises(UserError, match="it has more than 200 files"):
        gather(packed(tmp_path / "many.zip", files), silent)
    gallery = gather(packed(tmp_path / "many.tar", files), silent)
    assert len(gallery.members) == 201
    assert reasons(gallery)["many.tar"] == "it has more than 200 files; what was packed after them is missing"


def test_a_forged_length_of_a_name_in_a_tar_is_not_believed(tmp_path: Path) -> None:
    path = packed(tmp_path / "forged.tar", {"a.png": picture()})
    forged = tarfile.TarInfo("././@LongLink")
    forged.type, forged.size = tarfile.GNUTYPE_LONGNAME, 6 << 30
    path.write_bytes(path.read_bytes()[:1024] + forged.tobuf(tarfile.GNU_FORMAT) + bytes(4096))
    gallery = gather(path, silent)
    assert [member.path for member in gallery.members] == ["a.png"]
    assert "damaged, or cut off" in reasons(gallery)["forged.tar"]


def test_many_tiny_files_are_listed_and_read(tmp_path: Path) -> None:
    files = {f"{number % 10}/{number:06}.png": picture(number % 7) for number in range(20_000)}
    gallery = gather(packed(tmp_path / "many.zip", files), silent)
    assert len(gallery.members) == 20_000
    assert gallery.read(gallery.members[-1]) == files[gallery.members[-1].path]


def test_names_are_read_in_utf8_said_or_not_and_in_code_page_437(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "names.zip", {"日本/ünï 🐈.png": picture(0), "xxxx.png": picture(1), "yyyy.png": picture(2)}
    )
    content = path.read_bytes().replace(b"xxxx", "éé".encode()).replace(b"yyyy", b"\x81\x84\x94z")
    path.write_bytes(content)
    assert sorted(member.path for member in gather(path, silent).members) == ["éé.png", "üäöz.png", "日本/ünï 🐈.png"]
    tar = packed(tmp_path / "names.tar", {"caf\udce9.png": picture()})
    assert load(tar).names == ["caf\ufffd.png"]


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_naughty_names_hurt_nobody(kind: str, shared_data: Path, tmp_path: Path) -> None:
    naughty = json.loads((shared_data / "nasty" / "blns" / "blns.json").read_text("utf-8"))
    files = {f"{place}/{name}.png": picture(place) for place, name in enumerate(naughty) if "\0" not in name}
    space = load(packed(tmp_path / f"naughty.{kind}", files), encoder="colour-histogram")
    assert len(space) > 400
    assert any("<script>" in name or "alert(" in name for name in map(str, space.items["name"]))
    assert list(tmp_path.iterdir()) == [tmp_path / f"naughty.{kind}"]


@pytest.mark.parametrize("kind", ["tar", "tar.gz", "tar.xz", "tar.bz2"])
def test_a_tar_that_is_cut_off_gives_what_came_before(kind: str, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    files = {f"{number}.png": picture(number) + rng.bytes(40_000) for number in range(60)}
    path = packed(tmp_path / f"cut.{kind}", files)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    gallery = gather(path, silent)
    assert 5 < len(gallery.members) < 60
    assert "cut off before its end" in " ".join(reasons(gallery).values())


def test_a_zip_that_is_cut_off_and_what_is_no_archive_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "cut.zip", PETS)
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(UserError, match=r"“cut.zip”: this is no archive that can be read, or a damaged one"):
        load(path)
    for name in ("wrong.zip", "wrong.tar.gz", "wrong.tar"):
        (tmp_path / name).write_bytes(b"text, not an archive\n" * 99)
        with pytest.raises(UserError, match=f"“{name}”: this is no archive"):
            load(tmp_path / name)
        (tmp_path / name).write_bytes(b"")
        with pytest.raises(UserError, match=rf"“{name}”|“{name}” has no picture"):
            load(tmp_path / name)


def test_an_archive_under_a_wrong_ending_is_known_by_its_beginning(tmp_path: Path) -> None:
    path = packed(tmp_path / "really.tar.gz", PETS).rename(tmp_path / "photos.zip")
    assert len(load(path)) == 6


def test_damaged_bytes_of_one_file_leave_the_others(tmp_path: Path) -> None:
    path = packed(tmp_path / "hurt.zip", {"a.png": picture(0), "b.png": picture(1)})
    content = bytearray(path.read_bytes())
    content[content.index(b"b.png") + 40] ^= 0xFF
    path.write_bytes(content)
    assert reasons(gather(path, silent)) == {"b.png": "it is damaged within the archive"}


def test_an_archive_without_a_readable_picture_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"“none.zip” has no picture in it that can be read; “a.txt”: the name says"):
        load(packed(tmp_path / "none.zip", {"a.txt": b"hello"}))
    with pytest.raises(UserError, match=r"No picture can be read. “a.jpg”: "):
        load(packed(tmp_path / "broken.zip", {"a.jpg": b"\xff\xd8\xff\xe0 and no more"}))


def test_an_archive_that_changes_after_it_was_listed_is_noticed(tmp_path: Path) -> None:
    gallery = gather(packed(tmp_path / "pets.zip", {"a.png": picture(0), "b.png": picture(1)}), silent)
    packed(tmp_path / "pets.zip", {"a.png": picture(5)})
    with pytest.raises(RefusedError, match="has changed since"):
        gallery.read(gallery.members[0])
    with pytest.raises(RefusedError, match="no such file any more"):
        gallery.read(gallery.members[1])


def test_an_open_archive_is_not_listed_for_each_of_its_files(tmp_path: Path) -> None:
    path = packed(tmp_path / "pets.zip", PETS)
    assert opened(path) is opened(path)


@pytest.mark.parametrize(("name", "stem"), [("a.b.tar.gz", "a.b"), ("A.ZIP", "A"), ("x.tgz", "x"), ("notes", "notes")])
def test_the_name_of_an_archive_is_without_its_ending(name: str, stem: str) -> None:
    assert stem_of(name) == stem
