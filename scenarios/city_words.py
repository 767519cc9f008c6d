"""The words a synthetic city is told in: invented people, streets, products, faults and parts.

Pairs are (English, Chinese). Telephone numbers come from ranges that Ofcom keeps free for drama,
so none of them can ring anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True)
class Trade:
    """One skill: what it repairs and what goes wrong there."""

    skill: str
    tool: str
    """Carried by everybody with the skill, and asked for by some jobs."""
    products: tuple[tuple[str, str], ...]
    """Product class and the beginning of a model's name."""
    faults: tuple[tuple[str, Pair], ...]
    """Fault code and what the customer says."""


TRADES = (
    Trade(
        "laundry", "drum puller", (("washing_machine", "WM"), ("dryer", "DR")),
        (
            ("no_drain", ("Water stays in the drum", "洗完不排水")),
            ("no_spin", ("Does not spin", "不脱水")),
            ("leak", ("Water under the machine", "机器底下漏水")),
            ("noise", ("Loud when spinning", "脱水时声音很大")),
        ),
    ),
    Trade(
        "refrigeration", "leak detector", (("refrigerator", "RF"), ("freezer", "FZ")),
        (
            ("not_cold", ("Does not get cold", "不制冷")),
            ("ice", ("Ice on the back wall", "后壁结冰")),
            ("runs_on", ("Runs without a pause", "一直不停机")),
            ("noise", ("Hums loudly at night", "夜里嗡嗡响")),
        ),
    ),
    Trade(
        "air_conditioning", "vacuum pump", (("air_conditioner", "AC"),),
        (
            ("not_cold", ("Blows, but not cold", "出风但不凉")),
            ("drips", ("Drips into the room", "室内机滴水")),
            ("no_start", ("Does not start", "开不了机")),
            ("error", ("Shows an error code", "显示故障代码")),
        ),
    ),
    Trade(
        "kitchen", "gas meter", (("dishwasher", "DW"), ("oven", "OV"), ("range_hood", "RH")),
        (
            ("not_hot", ("Does not get hot", "不加热")),
            ("trips", ("Trips the fuse", "一开就跳闸")),
            ("weak", ("Draws hardly any air", "吸力很弱")),
            ("door", ("The door does not close", "门关不上")),
        ),
    ),
    Trade(
        "electronics", "oscilloscope", (("television", "TV"), ("sound_system", "SS")),
        (
            ("no_picture", ("Sound but no picture", "有声音没图像")),
            ("no_power", ("Does not switch on", "不通电")),
            ("lines", ("Lines across the screen", "屏幕有横线")),
            ("remote", ("Does not react to the remote", "遥控没反应")),
        ),
    ),
    Trade(
        "computers", "disk cloner", (("desktop_computer", "PC"), ("printer", "PR")),
        (
            ("no_boot", ("Does not start up", "开不了机，进不了系统")),
            ("slow", ("Very slow since last week", "上周开始特别慢")),
            ("jam", ("Jams at every page", "每页都卡纸")),
            ("restart", ("Restarts by itself", "自动重启")),
        ),
    ),
)  # fmt: skip

PARTS: tuple[tuple[str, Pair, int], ...] = (
    ("BOARD", ("Control board", "控制板"), 18_500),
    ("POWER", ("Power supply", "电源板"), 9_800),
    ("MOTOR", ("Motor", "电机"), 21_000),
    ("PUMP", ("Pump", "水泵"), 7_600),
    ("SENSOR", ("Sensor set", "传感器组件"), 3_200),
    ("SEAL", ("Seal kit", "密封件"), 2_400),
    ("RELAY", ("Relay and capacitor", "继电器和电容"), 1_900),
    ("CABLE", ("Cable and hose set", "线缆和软管"), 1_500),
)
"""Part id, name, price in cents."""

RARE_PART: tuple[str, Pair, int] = ("PANEL", ("Front panel, rare model", "少见机型面板"), 42_000)
"""In nobody's stock; on its way for the day after."""

INSTALL: Pair = ("Install, test and explain", "安装、调试并讲解")
INSPECT: Pair = ("Half-yearly inspection of the contract", "合同半年检查")

SURNAMES = "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗"
GIVEN_NAMES = (
    "伟", "芳", "娜", "敏", "静", "丽", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "明",
    "秀英", "建国", "志强", "晓燕", "雨桐", "子涵", "浩然", "欣怡", "思远", "春梅", "文博", "海燕",
)  # fmt: skip
FIRST_NAMES = (
    "Alice", "Ben", "Clara", "Daniel", "Emma", "Felix", "Grace", "Henry", "Irene", "Jack",
    "Karen", "Liam", "Maria", "Noah", "Olivia", "Peter", "Rosa", "Simon", "Tina", "Victor",
)  # fmt: skip
LAST_NAMES = (
    "Adams", "Baker", "Cooper", "Dixon", "Evans", "Foster", "Gray", "Hughes", "Irving", "Jones",
    "Kelly", "Lewis", "Moore", "Norris", "Owen", "Parker", "Reed", "Shaw", "Turner", "Wood",
)  # fmt: skip

DISTRICTS: tuple[Pair, ...] = (
    ("Old Town", "老城区"), ("East Gate", "东门区"), ("West Hill", "西山区"),
    ("North Lake", "北湖区"), ("South Bank", "南岸区"), ("Willow Park", "柳园区"),
    ("Harbour", "港湾区"), ("Spring", "泉城区"), ("Airport", "空港区"), ("University", "大学城"),
    ("Orchard", "果园区"), ("Temple", "古寺区"), ("New Works", "新工区"), ("Riverside", "河滨区"),
    ("Pine Hill", "松岭区"), ("Lotus", "荷花区"),
)  # fmt: skip
STREETS: tuple[Pair, ...] = (
    ("Willow Road", "柳树路"), ("Station Street", "站前街"), ("Liberation Road", "解放路"),
    ("Garden Lane", "花园巷"), ("Lake Road", "湖滨路"), ("School Street", "学府街"),
    ("Market Street", "集市街"), ("Plum Lane", "梅花巷"), ("Bridge Road", "大桥路"),
    ("Bamboo Street", "青竹街"), ("Sunrise Avenue", "朝阳大道"), ("Maple Road", "枫林路"),
    ("Library Road", "书院路"), ("Jade Street", "玉泉街"), ("Swallow Lane", "燕子巷"),
    ("Early Bird Road", "晨雀路"),
)  # fmt: skip
ACCESS: tuple[Pair, ...] = (
    ("Ring at the reception; no drilling before 10:00", "到前台登记；10点前不要打孔"),
    ("Delivery entrance at the back, ask for the manager", "走后门卸货口，找经理"),
    ("Shop is open: work behind the counter only", "营业中：只在柜台内作业"),
)


def address(district: int, street: int, number: int, chinese: bool) -> str:
    """A postal address as people there write it."""
    area, road = DISTRICTS[district % len(DISTRICTS)], STREETS[street]
    return f"{area[1]}{road[1]}{number}号" if chinese else f"{number} {road[0]}, {area[0]}"


def person(first: int, last: int, chinese: bool) -> str:
    """An invented name out of two numbers."""
    if chinese:
        return SURNAMES[last % len(SURNAMES)] + GIVEN_NAMES[first % len(GIVEN_NAMES)]
    return f"{FIRST_NAMES[first % len(FIRST_NAMES)]} {LAST_NAMES[last % len(LAST_NAMES)]}"


def phone(number: int) -> str:
    """One of 2,000 numbers that are kept free: half of them mobile, half landline."""
    number %= 2000
    return f"+44 7700 900{number:03d}" if number < 1000 else f"+44 20 7946 0{number - 1000:03d}"
