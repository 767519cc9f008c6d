"""Random tiny TRSP files: tools and parts that have to be fetched, windows, travel on a plane."""

from __future__ import annotations

import random


def random_trsp(seed: int, crew: int, requests: int) -> str:
    """A file that uses skills, tools, parts and windows; equal seeds give equal files."""
    dice = random.Random(seed)

    def some(most: int) -> list[int]:
        return [one for one in range(most) if dice.random() < 0.5]

    rows = []
    for number in range(1 + crew + requests):
        x, y = dice.randrange(40), dice.randrange(40)
        if number <= crew:
            opens, closes, service = 0, dice.choice((150, 300)), 0
        else:
            opens = dice.randrange(120)
            closes, service = opens + dice.choice((5, 40, 120)), dice.randrange(15)
        mine = 0 < number <= crew
        skills = [0, 1] if mine and dice.random() < 0.6 else some(2)
        lists = ([], [], []) if number == 0 else (skills, some(2), [dice.randrange(3)])
        written = " \t".join(str(one).replace(" ", "") for one in lists)
        rows.append(f"{number} {x} {y} {opens} {closes} {service} {written}")
    head = "RANDOM\n\nINFO\nCREW COUNT SKILLS TOOLS SPARE PARTS\n"
    columns = "DEPOT TECHNICIANS AND REQUESTS\nID X Y TWS TWE Serv SKILLS TOOLS SPARE PARTS\n"
    return f"{head}{crew} 2 2 1\n\n{columns}" + "\n".join(rows) + "\n"
