"""Analogies that hold among the built-in words: `plus` less `minus` lies near what was expected."""

from typing import NamedTuple

import pytest

from embeddings import Space, analogy, builtin


class Analogy(NamedTuple):
    """An analogy, such as *king* − *man* + *woman* = *queen*."""

    relation: str
    plus: tuple[str, str]
    minus: str
    expected: str

    def __str__(self) -> str:
        return f"{self.relation}: {self.plus[0]} - {self.minus} + {self.plus[1]} = {self.expected}"


ANALOGIES = [
    Analogy("gender", ("king", "woman"), "man", "queen"),
    Analogy("gender", ("father", "woman"), "man", "mother"),
    Analogy("gender", ("husband", "woman"), "man", "wife"),
    Analogy("gender", ("uncle", "woman"), "man", "aunt"),
    Analogy("gender", ("hero", "woman"), "man", "heroine"),
    Analogy("gender", ("nephew", "aunt"), "uncle", "niece"),
    Analogy("gender", ("waiter", "actress"), "actor", "waitress"),
    Analogy("gender", ("steward", "waitress"), "waiter", "stewardess"),
    Analogy("gender", ("host", "waitress"), "waiter", "hostess"),
    Analogy("gender", ("him", "she"), "he", "her"),
    Analogy("royalty", ("prince", "queen"), "king", "princess"),
    Analogy("royalty", ("emperor", "queen"), "king", "empress"),
    Analogy("royalty", ("duke", "queen"), "king", "duchess"),
    Analogy("royalty", ("emperor", "kingdom"), "king", "empire"),
    Analogy("capital", ("Italy", "Paris"), "France", "Rome"),
    Analogy("capital", ("Japan", "Paris"), "France", "Tokyo"),
    Analogy("capital", ("Egypt", "Rome"), "Italy", "Cairo"),
    Analogy("capital", ("Australia", "Ottawa"), "Canada", "Canberra"),
    Analogy("country", ("Tokyo", "France"), "Paris", "Japan"),
    Analogy("country", ("Stockholm", "Norway"), "Oslo", "Sweden"),
    Analogy("language", ("Spain", "French"), "France", "Spanish"),
    Analogy("language", ("Netherlands", "Italian"), "Italy", "Dutch"),
    Analogy("language", ("Brazil", "Peruvian"), "Peru", "Brazilian"),
    Analogy("young animal", ("dog", "kitten"), "cat", "puppy"),
    Analogy("young animal", ("sheep", "calf"), "cow", "lamb"),
    Analogy("young animal", ("pig", "duckling"), "duck", "piglet"),
    Analogy("young animal", ("butterfly", "tadpole"), "frog", "caterpillar"),
    Analogy("past tense", ("jump", "walked"), "walk", "jumped"),
    Analogy("past tense", ("run", "swam"), "swim", "ran"),
    Analogy("past tense", ("come", "went"), "go", "came"),
    Analogy("past tense", ("learn", "taught"), "teach", "learned"),
    Analogy("-ing", ("swim", "walking"), "walk", "swimming"),
    Analogy("-ing", ("write", "reading"), "read", "writing"),
    Analogy("-ing", ("come", "going"), "go", "coming"),
    Analogy("comparative", ("small", "bigger"), "big", "smaller"),
    Analogy("comparative", ("bad", "better"), "good", "worse"),
    Analogy("comparative", ("slow", "faster"), "fast", "slower"),
    Analogy("superlative", ("bad", "best"), "good", "worst"),
    Analogy("superlative", ("small", "biggest"), "big", "smallest"),
    Analogy("superlative", ("old", "youngest"), "young", "oldest"),
    Analogy("opposite", ("visible", "impossible"), "possible", "invisible"),
    Analogy("opposite", ("true", "wrong"), "right", "false"),
    Analogy("opposite", ("summer", "cold"), "hot", "winter"),
    Analogy("opposite", ("everything", "never"), "always", "nothing"),
    Analogy("place of work", ("doctor", "laboratory"), "scientist", "hospital"),
    Analogy("place of work", ("librarian", "bakery"), "baker", "library"),
    Analogy("place of work", ("actor", "restaurant"), "chef", "theatre"),
    Analogy("instrument", ("pianist", "guitar"), "guitarist", "piano"),
    Analogy("work of art", ("sculptor", "poem"), "poet", "sculpture"),
    Analogy("subject", ("chemistry", "physicist"), "physics", "chemist"),
    Analogy("subject", ("history", "biologist"), "biology", "historian"),
    Analogy("ordinal", ("seven", "third"), "three", "seventh"),
    Analogy("weather", ("snow", "rainy"), "rain", "snowy"),
    Analogy("how often", ("year", "weekly"), "week", "yearly"),
    Analogy("feeling", ("sadness", "angry"), "anger", "sad"),
    Analogy("owner", ("they", "his"), "he", "their"),
]


@pytest.fixture(scope="module")
def words() -> Space:
    return builtin("words")


@pytest.mark.parametrize("example", ANALOGIES, ids=str)
def test_the_answer_is_among_the_three_nearest(words: Space, example: Analogy) -> None:
    found = analogy(words, plus=example.plus, minus=[example.minus], k=3)
    assert example.expected in list(found["label"])


def test_king_less_man_and_woman_gives_queen_first(words: Space) -> None:
    assert analogy(words, plus=["king", "woman"], minus=["man"], k=1)["label"].tolist() == ["queen"]


def test_they_cover_many_relations() -> None:
    assert len(ANALOGIES) >= 30
    assert len(set(ANALOGIES)) == len(ANALOGIES)
    assert len({example.relation for example in ANALOGIES}) >= 8
