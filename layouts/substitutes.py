"""How wide letters run in the faces that viewers take where a deck's own are missing.

A presentation programme without the deck's faces takes another: Arial or Calibri in PowerPoint,
Noto Sans or Noto Serif in LibreOffice, DejaVu Sans on a Linux with nothing else. The tables have,
for each character, the widest advance among Arial (Arimo 1.341), Noto Sans 2.015 and DejaVu Sans
2.37, which are taken for a sans, and among these, Noto Serif 2.015 and DejaVu Serif 2.37 for any
other face; Calibri and Times New Roman are narrower. ``docs/make_substitutes.py`` measures them.

(The means over 432 texts, in widths of Source Sans 3: Arial 1.06, Noto Sans 1.13, DejaVu Sans 1.22
and in bold 1.30, with the widest text at 1.36. By character a text is measured as it will run; one
factor for all texts would have to be the largest.)
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

POINTS = tuple(
    point
    for first, last in (
        *((0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x1A0, 0x1A1), (0x1AF, 0x1B0)),
        *((0x1CD, 0x1DC), (0x1E6, 0x1E7), (0x218, 0x21B), (0x2C6, 0x2C7), (0x2D8, 0x2DD)),
        *((0x386, 0x3CE), (0x400, 0x45F), (0x490, 0x493), (0x1E80, 0x1E85), (0x1EA0, 0x1EF9)),
        *((0x2010, 0x2027), (0x202F, 0x203A), (0x2044, 0x2044), (0x2070, 0x2094)),
        *((0x20A0, 0x20BD), (0x2103, 0x2103), (0x2113, 0x2116), (0x2122, 0x2126)),
        *((0x2150, 0x215F), (0x2190, 0x2195), (0x2200, 0x2265), (0x25A0, 0x25CF)),
        *((0x2713, 0x2717), (0xFB00, 0xFB04)),
    )
    for point in range(first, last + 1)
)
"""The characters of the table, in its order."""
OTHER = 1.36
"""Times its own width for any other character: the most that was measured of a text."""
_UNIT = 2
"""Thousandths of an em in one step of the table; widths are rounded up."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


def packed(advances: Iterable[float]) -> str:
    """Advances in thousandths of an em as the table has them: two digits each."""
    steps = [min(-int(-advance // _UNIT), _BASE**2 - 1) for advance in advances]
    return "".join(_DIGITS[step // _BASE] + _DIGITS[step % _BASE] for step in steps)


@cache
def _places() -> dict[str, int]:
    """Where each character stands in a row."""
    return {chr(point): 2 * n for n, point in enumerate(POINTS)}


class Widths:
    """The widest likely advances of characters in one style."""

    def __init__(self, sans: bool, bold: bool, italic: bool) -> None:
        """``sans``: of what is taken for a sans; otherwise of what is taken for any face."""
        self._row = _ADVANCES[sans, bold, italic]

    def of(self, character: str) -> int:
        """The advance in thousandths of an em; 0 where it is not in the table."""
        place = _places().get(character)
        return 0 if place is None else int(self._row[place : place + 2], _BASE) * _UNIT


_ADVANCES: dict[tuple[bool, bool, bool], str] = {
    (True, False, False): (
        "4f5l6ebn8vd8au3u5g5g7obn4f514f568v8v8v8v8v8v8v8v8v8v4p4pbnbnbn7re49j9ka2aq9a8iatag4q6y9a"
        "7rcmakay9aaya29a8ia69jdr9j9a9j5g565gbn7r6y8j8u7n8u8k4x8u8t3v3v823vdk8t8i8u8u5r795h8t88bd"
        "88887b8v7o8vbn4f5l8v8v8v8v7o7r82dw6k8ibn51dw7p6ybn5l5l6y8v944n6y5l6k8idhdhdh8i9j9j9j9j9j"
        "9jdwa29a9a9a9a4q4q4q4qasakayayayayaybnaya6a6a6a69a9a8s8j8j8j8j8j8jdn7n8k8k8k8k3v3v3v3v8i"
        "8t8i8i8i8i8ibn8i8t8t8t8t888u889j8j9j8j9j8ja27na27na27na27naq8uas8u9a8k9a8k9a8k9a8k9a8kat"
        "8uat8uat8uat8uag8tcr9o4q3v4q3v4q3v4q3v4q3va87q6y3v9a82827r3v7r3v7r587r4r7u3zak8tak8tak8t"
        "bbak8tay8iay8iay8ieve8a25ra25ra25r9a799a799a799a798i5h8i5h8i5ha68ta68ta68ta68ta68ta68tdr"
        "bd9a889a9j7b9j7b9j7b4x5rcp94bx9d9j8j4q3vay8ia68ta68ta68ta68ta68tat8u9a798i5h6y6y6y6y6y6y"
        "6y6y9u4faxcl7a00cg00bwbp4q9j9k7r9j9a9jagay4q9a9jcmak91ayag9a008s8i9abq9jbman4q9a967j8t4q"
        "8b968w888i7j7k8t8i4q87888v7s7r8i9l8u868t8e8ba389afbn4q8b8i8bbn9a9ac18ha09a44446yf7ejbw9v"
        "ai8uag9j9k9k8hav9aez8xaiai9vagcmagayag9aa28i8ubz9jat9jevf7blcb9ka0f0a28j8l877b9m8kcj7e91"
        "918f8wao938i938u7n8488bw889h88cqd39uaz877nbp8d8k8k8p7b7n793v3v3vcmci928f9188938h7b9e88dr"
        "bddrbddrbd9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9a8k9a8k9a8k9a8k9a8k9a8k9a8k9a"
        "8k4q3v4q3vay8iay8iay8iay8iay8iay8iay8icp94cp94cp94cp94cp94a68ta68tbx9dbx9dbx9dbx9dbx9d9a"
        "889a889a889a8851518v7rdwdw7o7p4f4f4f4f787878787r7r87876y9adw4f2tino4385o8438648d5k5k5k2c"
        "5l2i00005l5l5l5l5l5l7c7c7c3f3f5l5l5l5l5l5l5l5l5l5l5l7c7c7c3f3f005g5t5r665tc7a2a28v8vdka2"
        "hpg7drbt8v8v9a8vhp8v9aat9aara28na38v8v8vbjb98vfm78btb5exdw9jad81apdhdhj2dhdhdhdhdhdhdhdh"
        "dhdhdhdh7wdwbndwbndwbn9j8v778s8sc49b9bc4c49zc4c49z8vbgaj9xbnbnbn4p8vbn8p8p8v8v8v9ybldmch"
        "chbn6y6y6y6ya6a6a6a679azep79azep7979798v8v3n8vbnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnbobodwdwbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbn9l8r8rdgdg"
    ),
    (True, True, False): (
        "4v6d79bn9odxc54a6d6d7jbn5a5s5a5s9o9o9o9o9o9o9o9o9o9o5k5kbnbnbn8idwarama7bk9i9ibfbn5f7ras"
        "8vdubnbua7buaqa19ibbarfcaqa3a36d5s6dbn7r6y9e9y899y9g629y9w4s4s994seh9w9k9y9y6v8a6o9w92cu"
        "8z92849w7o9wbn4v6d9o9o8v9o7o7r89dw7u8zbn5sdw7p6ybn63636ya8905a6y637u8zeeeeee8iararararar"
        "arf3a79i9i9i9i5f5f5f5fbnbnbubububububnbubbbbbbbba3a9a09e9e9e9e9e9eek899g9g9g9g4s4s4s4s9k"
        "9w9k9k9k9k9kbn9k9w9w9w9w929y92ar9ear9ear9ea789a789a789a789bka0bn9y9i9g9i9g9i9g9i9g9i9gbf"
        "9ybf9ybf9ybf9ybn9wdjb05f4s5f4s5f4s5f4s5f4sax9j7r4sas99998v4s8v4s8v6o8v7r8y56bn9wbn9wbn9w"
        "dobn9wbu9kbu9kbu9kg8f8aq6vaq6vaq6va18aa18aa18aa18a9i6o9i6o9i6obb9wbb9wbb9wbb9wbb9wbb9wfc"
        "cua392a3a384a384a3846277c59wcbajar9e5f4sbu9kbb9wbb9wbb9wbb9wbb9wbf9ya18a9i6o6y706y6y6y6y"
        "6y76b35abve18x00dh00dmd15laram8var9ia3bnbu5fasardubn8ybubna7009i9ia3ckaqc8bu5fa39k7r9w5l"
        "9e9k9y9h9k7r889w9k5l9w8ta89h889kb09y89au8w9ebb8zbkc35l9e9k9ec69i9icb8va7a157577rg2fpc8bd"
        "bnaqbnaramam8vce9ih19wbnbnbdbkdubnbubna7a79iaqdsaqcwb9h6ifd2efama7gbaq9e9q8t7ab89gdu839r"
        "9r9ga7bn9m9k9m9y898292dt8zab9kesfdagcl8t89dj8y9g9g9x7a898a4s4s4sdsdba89g9r929m8v7a997kfc"
        "cufccufccuar9ear9ear9ear9ear9ear9ear9ear9ear9ear9ear9ear9e9i9g9i9g9i9g9i9g9i9g9i9g9i9g9i"
        "9g5f4s5f4sbu9kbu9kbu9kbu9kbu9kbu9kbu9kc59wc59wc59wc59wc59wbb9wbb9wcbajcbajcbajcbajcbaja3"
        "92a392a392a3925s5s9o7rdwdw7o7p5a5a5a5a959595957r7r8w8w6y9adw4v2tk0q8487aad5v8yc0a75r5r2c"
        "633900006363636363637c7c7c41416c636363636363636363637c7c7c4141006d6o6s5r6ocxa2a29o9oeha2"
        "l3h1fccs9o9oa29ojc9o9oata2bya29oa69o9o9obac59ogu78dkbngqdwaiai88bueeeekmeeeeeeeeeeeeeeee"
        "eeeeeeee8kdwbndwbndwbnar9o7k9i9ibx9p9pchchafchchaf8vbgay9zbnbn9o539obn8p5a9a9a9a9wbldmch"
        "chbn6y6y6y6ybbbbbbbb8hcxi07udli97u7u7u9o9o439obnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnbnbnesesbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbnbaababfifj"
    ),
    (True, False, True): (
        "4f5l6ebn8vd8au3u5g5g7obn4f514f4y8v8v8v8v8v8v8v8v8v8v4p4pbnbnbn7re49j9ka2aq9a8iatag4i6y9a"
        "7rc0afay9aaya29a8ia69jdr9j9a9j5g4y5gbn7r6y8j8u7n8u8k4x8u8t3v3v823vdk8t8i8u8u5q795h8t88bd"
        "88887b8v7o8vbn4f5l8v8v8v8v7o7r7pdw6k8lbn51dw7p6ybn5l5l6y8v944n6y5l6k8ldhdhdh8i9j9j9j9j9j"
        "9jdwa29a9a9a9a4i4i4i4iasafayayayayaybnaya6a6a6a69a9a8r8j8j8j8j8j8jdu7n8k8k8k8k3v3v3v3v8i"
        "8t8i8i8i8i8ibn8i8t8t8t8t888u889j8j9j8j9j8ja27na27na27na27naq8uas8u9a8k9a8k9a8k9a8k9a8kat"
        "8uat8uat8uat8uag8tcr9o4i3v4i3v4i3v4i3v4i3va77q6y3v9a82827r3v7r3v7r407r5k7u40af8taf8taf8t"
        "bbaf8tay8iay8iay8ieveaa25qa25qa25q9a799a799a799a798i5h8i5h8i5ha68ta68ta68ta68ta68ta68tdr"
        "bd9a889a9j7b9j7b9j7b4x5pcp8ibo8t9j8j4i3vay8ia68ta68ta68ta68ta68tat8u9a798i5h6y6y6y6y6y6y"
        "6y6y9j4fazck7200bo00c1cl4t9j9k7y9j9a9jagay4i9a9jc0af91ayag9a008s8i9abn9jbkan4i9a967j8t4q"
        "82968w888i7j7k8t8i4q87888v7s7r8i9b8u868t8e829i88a4bn4q828i82bn9a9abq7r9u9a44446yf7ejbr9v"
        "af8wag9j9k9k7rav9aez8xafaf9vagc0agayag9aa28i8wbz9jat9jevf7blcc9k9qf09o8j8l877b9m8kcj7e91"
        "918f8wai938i938u7nc188bw889h88cqd39uaz877nbp8d8k8k8p7b7n793v3v3vcoci928f9188938h7b9e7rdr"
        "bddrbddrbd9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9j8j9a8k9a8k9a8k9a8k9a8k9a8k9a8k9a"
        "8k4i3v4i3vay8iay8iay8iay8iay8iay8iay8icp8icp8icp8icp8icp8ia68ta68tbo8tbo8tbo8tbo8tbo8t9a"
        "889a889a889a8851518v7rdwdw7o7p4f4f4f4f787878787r7r87876y9adw4f2tisnh365f7r3r5w815k5k5k2c"
        "5l3400005l5l5l5l5l5l7c7c7c3f3f5k5l5l5l5l5l5l5l5l5l5l7c7c7c3f3f005g5t5r665tc7a2a28v8vdka2"
        "hofpdrbt8v8v9a8vhp8v9aat9aara27x9a8v8v8vbbab8vfm78bdb5f2dw9jad81apdhdhj2dhdhdhdhdhdhdhdh"
        "dhdhdhdh7wdwbndwbndwbn9j8v778s8sc49b9bc4c49zc4c49z8vbgaj9xbnbnbn4p8vbn8p8p8v8v8v9ybldmch"
        "chbn6y6y6y6ya6a6a6a679azep79azep7979798v8v3n8vbnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnbnbndwdwbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbna18z8zdwdw"
    ),
    (True, True, True): (
        "4v6d799o9odxc54a6d6d7lbn5a5s5a5w9o9o9o9o9o9o9o9o9o9o5k5kbnbnbn8idwarama7bk9i9ibfbn5c7ras"
        "8vdubnbua7buaqa19ibbarfcaqa3a36d5w6dbn7r6y9e9y899y9g629y9w4s4s994seh9w9k9y9y6v8a6o9w92cu"
        "8z92849w7o9wbn4v6d9o9o8v9o7o7r7pdw7u91bn5sdw7p6ybn63636ya8945a6y637u91eeeeee8iararararar"
        "arf3a79i9i9i9i5c5c5c5cbrbnbubububububnbubbbbbbbba3aca09e9e9e9e9e9eek899g9g9g9g4s4s4s4s9k"
        "9w9k9k9k9k9kbn9k9w9w9w9w929y92ar9ear9ear9ea789a789a789a789bkaabr9y9i9g9i9g9i9g9i9g9i9gbf"
        "9ybf9ybf9ybf9ybn9wdjb05c4s5c4s5c4s5c4s5c4saw9j7r4sas99998v4s8v4s8v5i8v6o9758bn9wbn9wbn9w"
        "dobn9wbu9kbu9kbu9kg8f8aq6vaq6vaq6va18aa18aa18aa18a9i6o9i6o9i6obb9wbb9wbb9wbb9wbb9wbb9wfc"
        "cua392a3a384a384a384626vbu9kbb9xar9e5c4sbu9kbb9wbb9wbb9wbb9wbb9wbf9ya18a9i6o6y6y6y6y6y6y"
        "6y71b35abwe18o00ch00dmcr5karam8var9ia3bnbu5casardubn95bubna7009i9ia3c6aqc6bu5ca39k7r9w5f"
        "9e9k9y9h9k7r889w9k5f9w8ta89h889kb09y89au8w9eaw8zb1c35f9e9k9ec39i9icb8va7a157577rg2fpc8bd"
        "bnaqbnaramam8vce9ih19wbnbnbdbkdubnbubna7a79iaqdsaqcwb9h6ifd2efama7gbaq9e9q8t7fb89gdu839r"
        "9r9ga7bd9m9k9m9y89cg92dt8zab9kesfdagcl8t89dj8y9g9g9x7a898a4s4s4sdsdba89g9r929m8v7a997kfc"
        "cufccufccuar9ear9ear9ear9ear9ear9ear9ear9ear9ear9ear9ear9e9i9g9i9g9i9g9i9g9i9g9i9g9i9g9i"
        "9g5c4s5c4sbu9kbu9kbu9kbu9kbu9kbu9kbu9kbu9kbu9kbu9kbu9kbu9kbb9wbb9wbb9xbb9xbb9xbb9xbb9xa3"
        "92a392a392a3925s5s9o7rdwdw7o7p5a5a5a5a8z8z8z957r7r8w8w6y9jdw4v2tk8qj3y75ac3y75aca75r5r2c"
        "633e00006363636363637c7c7c41416c636363636363636363637c7c7c4141006d6o6s5r6ocxa2a29o9oeha2"
        "kogwfcca9o9oa29ojc9o9oata2bya29e9j9o9o9oc9ck9ogu77dkbngqdwbmai8obueeeekmeeeeeeeeeeeeeeee"
        "eeeeeeee8kdwbndwbndwbnar9o7k9i9ibx9p9pchchafchchaf8vbgay9zbnbn9o539obn8p5a9a9a9a9wbldmch"
        "chbn6y6y6y6ybbbbbbbb8hcxi07udli97u7u7u9o9o439obnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnbnbnesesbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbnblayayftfu"
    ),
    (False, False, False): (
        "4f5l6ebn8vd8ce3u5g5g7obn4f514f568v8v8v8v8v8v8v8v8v8v4p4pbnbnbn7re4a2a8anb5a59nb4c55i6yae"
        "99e8c6be9dbeah9j9abqa2ek9w9a9o5g565gbn7r6y8j8x7t8x8k568x8z4g4c8f4gdk8z8i8x8x6o795l8z88bz"
        "88887c8v7s8vbn4f5l8v8v8v8v7s7r82dw6m8ibn51dw7p6ybn5l5l6y91944n6y5l6k8idhdhdh8ia2a2a2a2a2"
        "a2dxana5a5a5a55i5i5i5ib8c6bebebebebebnbebqbqbqbq9a9e9a8j8j8j8j8j8jdn7t8k8k8k8k4g4g4g4g8i"
        "8z8i8i8i8i8ibn8i8z8z8z8z888x88a28ja28ja28jan7tan7tan7tan7tb58xb88xa58ka58ka58ka58ka58kb4"
        "8xb48xb48xb48xc58zcr9o5i4g5i4g5i4g5i4g5i4gb58m6y4cae8f8f994g994g995899559b4jc68zc68zc68z"
        "c2bq8zbe8ibe8ibe8ifte8ah6oah6oah6o9j799j799j799j799a5l9a5l9a5lbq8zbq8zbq8zbq8zbq8zbq8zek"
        "bz9a889a9o7c9o7c9o7c566acp94bx9ea28j5i4gbe8ibq8zbq8zbq8zbq8zbq8zb48x9j799a5l6y6y6y6y6y6y"
        "6y6ya24fcieg7u00cg00chbv5ha2a89na2a59oc5be5iaia2e8c69sbec59d009u9a9abq9wc7bj5i9a9e7j8t5h"
        "8g9e8w8b8i7j7k8t8i5h8p8t918g7r8i9l8u869i8e8ga38faxbn5h8g8i8gbna5a5c198an9j5i5i6yf7fkc5ar"
        "c5a2c5aja8a898bba5fm8xc5c5arbme8c5bec59dan9aa2bz9wc5arfvfvbldo9kanglb88j8l877b9m8kcs7l9e"
        "9e8p8wbh9b8i9a8x7t8488bw889h97d3d39ube877tc48s8k8k8p7b7t794s4s4icmci968p9e88969c7d9e88ek"
        "bzekbzekbza28ja28ja28ja28ja28ja28ja28ja28ja28ja28ja28ja28ja58ka58ka58ka58ka58ka58ka58ka5"
        "8k5i4g5i4gbe8ibe8ibe8ibe8ibe8ibe8ibe8icp94cp94cp94cp94cp94bq8zbq8zbx9ebx9ebx9ebx9ebx9e9a"
        "889a889a889a8851518v7rdwdw7s7p4f4f4f4f787878787r7r87876y9adw4f2tino4385o8438648d5k5k5k2c"
        "5l2w00005l5l5l5l5l5l7c7c7c3h3h615l5l5l5l5l5l5l5l5l5l7c7c7c3h3h005g5t5r665tc7a2a28v8vdka2"
        "hpg7ekce8v8v9q8vhp8v9uat9tava28na38v8v8vbjb98vfm78btcqexdw9jad81bjdhdhj2dhdhdhdhdhdhdhdh"
        "dhdhdhdh7wdwbndwbndwbn9j8v778s8sc49q9qc4c49zc4c49z8vbgb29xbnbnbn4p8vbn8p8p8v8v8v9ybldmch"
        "chbn6y6y6y8ta6a6bnbn79bugg79azep7979798v8v3n8vbnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnboboededbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbn9w9a9aeaec"
    ),
    (False, True, False): (
        "4v6d79bn9odxck4a6l6l7jbn5a5s5a5s9o9o9o9o9o9o9o9o9o9o5k5kbnbnbn8idwasbrb2c2am9vbwd56i7rc3"
        "9sfecqc4agc4bka2adc5asfmasa3a56l5s6lbn7r6y9e9y8h9y9g629ya45a519n5aeqa49k9y9y7c8a6oa492cu"
        "8z92849w7v9wbn4v6d9o9o8v9o7v7r89dw7u8zbn5sdw7p6ybn63636ya8905a6y637u8zeieiei8iasasasasas"
        "asf3b2amamamam6i6i6i6ic6cqc4c4c4c4c4bnc4c5c5c5c5a3ajak9e9e9e9e9e9eek8h9g9g9g9g5a5a5a5a9k"
        "a49k9k9k9k9kbn9ka4a4a4a4929y92as9eas9eas9eb28hb28hb28hb28hc2a0c69yam9gam9gam9gam9gam9gbw"
        "9ybw9ybw9ybw9yd5a4djb06i5a6i5a6i5a6i5a6i5ad3ag7r51c39n9n9s5a9s5a9s6o9s7r9v5dcqa4cqa4cqa4"
        "e1c5a4c49kc49kc49kgff8bk7cbk7cbk7ca28aa28aa28aa28aad6oad6oad6oc5a4c5a4c5a4c5a4c5a4c5a4fm"
        "cua392a3a584a584a5846277c59wcbatas9e6i5ac49kc5a4c5a4c5a4c5a4c5a4bw9ya28aad6o6y706y6y6y6y"
        "6y76b35ad6fk9700dh00dmd16qasbr9vasama5d5c46ic3asfecq9sc4d5ag009uada3dcasddce6ia3ap8ga46q"
        "9nap9y9h9k8g89a49k6qaf9ra89n899kb09y8hau9d9ncl95d3d96q9n9k9nd9amamcj9mb2a26i6i7rgphjdecn"
        "d5bad5bcbwbr9mceami9a1d5d5cncbfed5c4d5agb2adbadsasdgcphnifdbgpbhb2hwc99e9q9o8jb89ge18wab"
        "aba2a7c3a69ka69y8h8m92dt90aba6eyfdaody9g8he9aa9g9ga08j8h8a5a5a51dse4a8a2ab92a69r8l9m8jfm"
        "cufmcufmcuas9eas9eas9eas9eas9eas9eas9eas9eas9eas9eas9eas9eam9gam9gam9gam9gam9gam9gam9gam"
        "9g6i5a6i5ac49kc49kc49kc49kc49kc49kc49kc59wc59wc59wc59wc59wc5a4c5a4cbatcbatcbatcbatcbata3"
        "92a392a392a3925s5s9o7rdwdw7s7p5a5a5a5a959595957r7r8w8w6y9ddw4v2tk0q8487aad5v8yc0a75r5r2c"
        "633c00006363636363637c7c7c454578636363636363636363637c7c7c4545006h6o6s6m6ocxa2a29o9oehay"
        "l3h1fccs9o9oa79ojc9oazatahc6a29oa69o9o9obac59ogu7sdkbngqdwaiai88ceeeeekmeeeeeeeeeeeeeeee"
        "eeeeeeee8kdwbndwbndwbnar9o7k9i9ibxahahchchafchchaf8vbpbpahbnbnbn539obn8p789a9a9a9wbldmch"
        "chbn6y8g7darbbbbbnbn8hdxjc7udli97u7u7u9o9o439obnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnbnbnf2f2bnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbnbfababfkfj"
    ),
    (False, False, True): (
        "4f5l6ebn8vd8ce3u5g5g7obn4f514f4y8v8v8v8v8v8v8v8v8v8v4p4pbnbnbn7re4a2a8anb5a59nb4c55i6yae"
        "99e8c6be9dbeah9j9abqa2ej9w9a9o5g4y5gbn7r6y8j8x7t8x8k568x8z4g4c8f4gdk8z8i8x8x6o795l8z88bw"
        "88887c8v7s8vbn4f5l8v8v8v8v7s7r81dw6m8lbn51dw7p6ybn5l5l6y91944n6y5l6k8ldhdhdh8ia2a2a2a2a2"
        "a2dxana5a5a5a55i5i5i5ib8c6bebebebebebnbebqbqbqbq9a9e9a8j8j8j8j8j8jdu7t8k8k8k8k4g4g4g4g8i"
        "8z8i8i8i8i8ibn8i8z8z8z8z888x88a28ja28ja28jan7tan7tan7tan7tb58xb88xa58ka58ka58ka58ka58kb4"
        "8xb48xb48xb48xc58zcr9o5i4g5i4g5i4g5i4g5i4gb58a6y4cae8f8f994g994g995l9c6h9b4jc68zc68zc68z"
        "c2bq8zbe8ibe8ibe8ifteaah6oah6oah6o9j799j799j799j799a5l9a5l9a5lbq8zbq8zbq8zbq8zbq8zbq8zej"
        "bw9a889a9o7c9o7c9o7c565pcp8ibq93a28j5i4gbe8ibq8zbq8zbq8zbq8zbq8zb48x9j799a5l6y6y6y6y6y6y"
        "6y6ybz4fcieg7u00bo00chcl5hbza89na2a59oc5be5iaea2e8c69sbec59d009u9a9abn9wc8bj5i9a9e7j8t5h"
        "8g9e8w8b8i7j7k8t8i5h948t918g7r8i9b8u869i8e8g9z8faxbn5h8g8i8gbna5a5bq98an9j5i5i6yf7fkc5ar"
        "c5a2c5aja8a898bba5fm8xc5c5arbme8c5bec59dan9aa2bz9wc5arfvfvbldo9kanglb88j8l877b9m8kft7l91"
        "918f8wbj968i938x7td788bw889p8od6dx9ubc877tc9988k8k8p7b7t794g4g4ccoci928f9188939c7d9e7rej"
        "bwejbwejbwa28ja28ja28ja28ja28ja28ja28ja28ja28ja28ja28ja28ja58ka58ka58ka58ka58ka58ka58ka5"
        "8k5i4g5i4gbe8ibe8ibe8ibe8ibe8ibe8ibe8icp8icp8icp8icp8icp8ibq8zbq8zbq93bq93bq93bq93bq939a"
        "889a889a889a8851518v7rdwdw7s7p4f4f4f4f787878787r7r87876y9adw4f2tiso3365o8a3r5w8a5k5k5k2c"
        "5l3400005l5l5l5l5l5l7c7c7c3h3h5n5l5l5l5l5l5l5l5l5l5l7c7c7c3h3h005g5t5r665tc7a2a28v8vdka2"
        "hofpejce8v8v9a8vhp8v9uat9tava27x9a8v8v8vbbax8vfm78bdb5f2dw9jad81bjdhdhj2dhdhdhdhdhdhdhdh"
        "dhdhdhdh7wdwbndwbndwbn9j8v778s8sc49q9qc4c49zc4c49z8vbgb29xbnbnbn4p8vbn8p8p8v8v8v9ybldmch"
        "chbn6y6y6y8ta6a6bnbn79bugg79azep7979798v8v3n8vbnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnbnbnededbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbna19a9adwdw"
    ),
    (False, True, True): (
        "4v6d79bn9odxck4a6l6l8lbn5a5s5a5w9o9o9o9o9o9o9o9o9o9o5k5kbnbnbn8idwasbrb2c2am9vbwd56i7rc3"
        "9sfecqc4agc4bka2adc5asfmasa3a56l5w6lbn7r6y9e9y8h9y9g629ya45a519n5aeqa49k9y9y7o8a6oa492cu"
        "8z92849w7s9wbn4v6d9o9o8v9o7s7r81dw7u91bn5sdw7p6ybn63636ya8945a6y637u91eieiei8iasasasasas"
        "asf3b2amamamam6i6i6i6ic6cqc4c4c4c4c4bnc4c5c5c5c5a3ajak9e9e9e9e9e9eek8h9g9g9g9g5a5a5a5a9k"
        "a49k9k9k9k9kbn9ka4a4a4a4929y92as9eas9eas9eb28hb28hb28hb28hc2aac69yam9gam9gam9gam9gam9gbw"
        "9ybw9ybw9ybw9yd5a4djb06i5a6i5a6i5a6i5a6i5ad3ag7r51c39n9n9s5a9s5a9s729s7r9v5dcqa4cqa4cqa4"
        "e1c5a4c49kc49kc49kgff8bk7obk7obk7oa28aa28aa28aa28aad6oad6oad6oc5a4c5a4c5a4c5a4c5a4c5a4fm"
        "cua392a3a584a584a584626yc49kc5atas9e6i5ac49kc5a4c5a4c5a4c5a4c5a4bw9ya28aad6o6y6y6y6y6y6y"
        "6y71ca5ad6fs9700ch00dmcr6qcabr9vasama5d5c46ic3asfecq9sc4d5ag009uada3cnasdpce6ia3ap8ga46q"
        "9nap9y9h9k8g89a49k6qaf9ra89n899kb09y8hau9d9ncl95d3d96q9n9k9nd9amamcj9mb2a26i6i7rgphjdecn"
        "d5bad5bcbwbr9mceami9a1d5d5cncbfed5c4d5agb2adbadsasdgcphnifdbgpbhb2hwc99ea2957ub89gi58wa4"
        "a49ga7d8a59ka49y8heq92dt8zb69yesfsage5968zdxb29g9ga07u8h8a5a5a51e4e2a89ga492a49r8l9m7ufm"
        "cufmcufmcuas9eas9eas9eas9eas9eas9eas9eas9eas9eas9eas9eas9eam9gam9gam9gam9gam9gam9gam9gam"
        "9g6i5a6i5ac49kc49kc49kc49kc49kc49kc49kc49kc49kc49kc49kc49kc5a4c5a4c5atc5atc5atc5atc5ata3"
        "92a392a392a3925s5s9o7rdwdw7s7p5a5a5a5a8z8z8z957r7r8w8w6y9jdw4v2tk8qj4177ad4177ada75r5r2c"
        "633e00006363636363637c7c7c45456e636363636363636363637c7c7c4545006d6o6s5r6ocxa2a29o9oehay"
        "kogwfcce9o9oab9ojc9oazb2ahc6a29e9j9o9o9oc9ck9ogu77dkbngqdwbmai8oceeeeekmeeeeeeeeeeeeeeee"
        "eeeeeeee8kdwbndwbndwbnar9o7k9i9ibxahahchchafchchaf8vbpbpahbnbnbn539obn8p789a9a9a9wbldmch"
        "chbn6y8g7darbbbbbnbn8hdxjc7udli97u7u7u9o9o439obnbnbnbnbnbnbnbn58bnbnbnbnbnbnbnbnbnbnbnbn"
        "bnbnbnbnbnbnbnf2f2bnbnbnbnbnbnbnbnbnbnbnbnbnbnbnbnd5d5d5d5d5d5d5d5d5d59f9fdwd57o7oapapdr"
        "ap6z6zapap6z6zdrapdrap6z6zapap6z6zdrapapapapc56wc5c5c5c5c5bnbnbnbnbnblayayftfx"
    ),
}
