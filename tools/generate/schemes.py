"""The schemes whose figures are invented here, each with what makes them."""

from __future__ import annotations

from collections.abc import Callable

from tools.generate import (
    beijing_hotline,
    beijing_special,
    fujian_2019,
    gansu_2019,
    jiangsu_2020,
    rule_catalogue,
    sichuan_2019,
    water_sample,
    water_term,
)
from tools.generate.tables import Tables

GENERATED: dict[str, Callable[[], Tables]] = {
    "beijing-hotline": beijing_hotline.tables,
    "beijing-special": beijing_special.tables,
    "fujian-2019": fujian_2019.tables,
    "gansu-2019": gansu_2019.tables,
    "jiangsu-2020": jiangsu_2020.tables,
    "rule-catalogue": rule_catalogue.tables,
    "sichuan-2019": sichuan_2019.tables,
    "water-sample": water_sample.tables,
    "water-term": water_term.tables,
}
