"""Files of questions and of judged pairs, as they are handed around, and what is wrong with one, by its line."""

from pathlib import Path

import pytest

from embeddings import UserError, builtin
from embeddings.scoring.known_tests import AnalogyTest, PairTest, everyday_analogies, read_test


def test_questions_are_read_by_section(file) -> None:
    content = "\ufeff: family\nman woman king queen\n\n: gram8\r\nbig bigger cold colder\n"
    test = read_test(file(content, "mine.txt"))
    assert isinstance(test, AnalogyTest)
    assert test.name == "mine.txt"
    assert test.questions.to_numpy().tolist() == [
        ["family", "man", "woman", "king", "queen"],
        ["gram8", "big", "bigger", "cold", "colder"],
    ]


def test_questions_need_no_section(file) -> None:
    assert (
        read_test(file("man woman king queen\nman woman boy girl")).questions["section"].tolist() == ["questions"] * 2
    )


def test_phrases_are_parted_by_tabs(file) -> None:
    test = read_test(file(": capitals\nNew Zealand\tWellington\tSaudi Arabia\tRiyadh"))
    assert test.questions.iloc[0].tolist() == ["capitals", "New Zealand", "Wellington", "Saudi Arabia", "Riyadh"]


FORMS = {
    "MEN": ("sun\tsunlight\t50.0\nautomobile car 50\n".replace(" car ", "\tcar\t"), ["sun", "sunlight", 50.0]),
    "spaces": ("sun sunlight 50.000000\nautomobile car 49\n", ["sun", "sunlight", 50.0]),
    "WordSim-353": ("Word 1,Word 2,Human (mean)\nlove,sex,6.77\ntiger,cat,7.35\n", ["love", "sex", 6.77]),
    "comments": ("# The data\n# Word 1\tWord 2\n\nlove\tsex\t6.77\n", ["love", "sex", 6.77]),
    "SimLex-999": (
        "word1\tword2\tPOS\tSimLex999\tconc(w1)\nold\tnew\tA\t1.58\t2.72\n",
        ["old", "new", 1.58],
    ),
    "SICK": (
        "pair_ID\tsentence_A\tsentence_B\trelatedness_score\tentailment_judgment\n1\tA dog, ran\tA cat\t4.5\tNEUTRAL\n",
        ["A dog, ran", "A cat", 4.5],
    ),
    "STS benchmark": (
        'main-captions\tMSRvid\t2012test\t0001\t5.000\tA plane is "off.\tAn air plane.\n',
        ['A plane is "off.', "An air plane.", 5.0],
    ),
    "STS as CSV": (
        'split,genre,score,sentence1,sentence2\ntest,news,2.5,"One, two","a ""b"""\n',
        ["One, two", 'a "b"', 2.5],
    ),
    "unknown names": ("left\tright\thow alike\nbig\tlarge\t9\n", ["big", "large", 9.0]),
    "number first": ("3.2\tone text\tanother text\n", ["one text", "another text", 3.2]),
}


@pytest.mark.parametrize("form", FORMS)
def test_pairs_are_read_in_every_form(file, form: str) -> None:
    content, first = FORMS[form]
    test = read_test(file(content, f"{form}.txt"))
    assert isinstance(test, PairTest)
    assert test.pairs.iloc[0, 1:].tolist() == first


def test_pairs_have_sections_where_a_column_says_so(file) -> None:
    assert read_test(file(FORMS["STS benchmark"][0])).pairs["section"].tolist() == ["main-captions"]
    assert read_test(file(FORMS["SimLex-999"][0])).pairs["section"].tolist() == ["A"]
    assert read_test(file(FORMS["SICK"][0])).pairs["section"].tolist() == ["all pairs"]


WRONG = {
    "three words": (": family\nman woman king queen\nman woman boy\n", r"Line 3 of “t\.txt” has 3 words"),
    "no questions": (": family\n", "has sections and no questions"),
    "nothing": ("\n  \n", "has no lines"),
    "only comments": ("# nothing\n", "has comments and no pairs"),
    "prose": ("once upon a time there was\na text with no numbers\n", "Line 2 .* is neither a question"),
    "a lacking cell": ("a\tb\t3\nc\td\n", "Line 2 of “t.txt” has 2 cells"),
    "a word for a number": ("a b 3\nc d high\n", "Line 2 .* has “high” where its number should be"),
    "no finite number": ("a b 3\nc d inf\n", "Line 2 .* has “inf”"),
    "an empty text": ("a\tb\t3\n# c\nc\t\t4\n", "Line 3 .* has an empty text"),
    "quoted cells over two lines": ('x,y,1\n"a\nb",c,oops\n', "Line 3 .* has “oops”"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_with_its_line(file, wrong: str) -> None:
    content, said = WRONG[wrong]
    with pytest.raises(UserError, match=said):
        read_test(file(content, "t.txt"))


def test_a_file_that_is_no_text_is_refused(file, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Line 2 of “t\.txt” is not text in UTF-8"):
        read_test(file("a b 3\ncaf\xe9 bar 4\n".encode("latin-1"), "t.txt"))
    with pytest.raises(UserError, match=r"“absent\.txt”: No such file"):
        read_test(tmp_path / "absent.txt")


def test_every_everyday_word_is_an_item_of_the_built_in_words() -> None:
    test, words = everyday_analogies(), set(builtin("words").names)
    assert 60 <= len(test.questions) <= 120
    assert 5 <= test.questions["section"].nunique() <= 8
    assert set(test.questions[["a", "b", "c", "expected"]].to_numpy().ravel()) <= words
    assert not test.questions.duplicated().any()


def test_the_real_files_are_read_whole(shared_data: Path) -> None:
    folder = shared_data / "words" / "tests"
    questions = read_test(folder / "questions-words.txt").questions
    assert (len(questions), questions["section"].nunique()) == (19_544, 14)
    counts = {"EN-MEN-TR-3k": 3_000, "EN-RG-65": 65, "SICK_train": 4_500, "simlex999": 999}
    assert {name: len(read_test(folder / f"{name}.txt").pairs) for name in counts} == counts
    assert len(read_test(folder / "wordsim353.tsv").pairs) == 353
