"""Broken figures, each with all that is told about it: the place, in Chinese, in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.engine.admission.office import LONG


@dataclass(frozen=True)
class Broken:
    files: Mapping[str, str]
    told: Sequence[tuple[str, str, str]]


def rows(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


HEADER = "subject,name,kind,group,parent,poverty,staff,coastal\n"
LANZHOU = HEADER + "lz,兰州市,unit,city,,good,120,是\n"

CASES: dict[str, Broken] = {
    "full_width_digits": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,８５．５,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”的数“８５．５”里有全角字符、空格或引号。请改写为 85.5。",
                "'growth': the number '８５．５' holds full-width characters, blanks or quotes. Write 85.5.",
            ),
        ],
    ),
    "a_blank_inside_a_number": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,8 5,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”的数“8 5”里有全角字符、空格或引号。请改写为 85。",
                "'growth': the number '8 5' holds full-width characters, blanks or quotes. Write 85.",
            ),
        ],
    ),
    "thousands_commas": Broken(
        files={
            "figures.csv": LONG + rows('lz,huge,,,,,"12,345.6",,,,'),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“huge”的数“12,345.6”带了千分位逗号。请改写为 12345.6。",
                "'huge': the number '12,345.6' has thousands commas. Write 12345.6.",
            ),
        ],
    ),
    "a_percent_sign": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,85%,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”的数“85%”带了百分号。请只写数字：以百分数计的写 85，以比值计的先换算。",
                "'growth': '85%' has a percent sign. Write the number alone: 85 where per cent are meant, else convert it.",
            ),
        ],
    ),
    "a_unit_after_the_number": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,85分,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”的数“85分”后面带了“分”。请换算成方案规定的单位后只写数字。",
                "'growth': '分' follows the number in '85分'. Convert it to the unit that the scheme states, and write the number alone.",
            ),
        ],
    ),
    "scientific_notation": Broken(
        files={
            "figures.csv": LONG + rows("lz,huge,,,,,1.2E+05,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“huge”的数“1.2E+05”是科学记数法，可能已被表格软件舍去位数。请核对原始数据后写成普通数字，例如 120000。",
                "'huge': '1.2E+05' is in scientific notation; a spreadsheet may have cut digits off. Check the source and write it out, such as 120000.",
            ),
        ],
    ),
    "a_dash_for_no_figure": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,—,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”处写了“—”，不是数。没有数的请留空，并在长表或模板的 absence 列写明原因。",
                "'growth': '—' is no number. Where there is no figure leave the cell empty, and give the cause in the column absence of a long table or of the template.",
            ),
        ],
    ),
    "an_error_of_a_spreadsheet": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,#DIV/0!,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”处写了“#DIV/0!”，不是数。没有数的请留空，并在长表或模板的 absence 列写明原因。",
                "'growth': '#DIV/0!' is no number. Where there is no figure leave the cell empty, and give the cause in the column absence of a long table or of the template.",
            ),
        ],
    ),
    "text_for_a_number": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,abc,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”的值“abc”不是数。请写成 85 或 85.5 这样的数字。",
                "'growth': 'abc' is not a number. Write it as 85 or 85.5.",
            ),
        ],
    ),
    "too_many_decimals": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,85.125,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”的数 85.125 小数位数太多（最多 2 位）。系统不代为四舍五入，请核实后改写。",
                "'growth': 85.125 has too many decimals (at most 2). Nothing is rounded here; check it and write it so.",
            ),
        ],
    ),
    "out_of_range": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,100.01,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“growth”的数 100.01 超出允许范围（0 至 100）。请核实数字和单位；确实如此的，请修改方案中的 range。",
                "'growth': 100.01 is outside what is allowed (0 to 100). Check the number and its unit; if it is right, change `range` in the scheme.",
            ),
        ],
    ),
    "a_reported_value_that_is_no_number": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,约80,,,85,,,,"),
        },
        told=[
            (
                "figures.csv:2 [reported]",
                "“growth”的值“约80”不是数。请写成 85 或 85.5 这样的数字。",
                "'growth': '约80' is not a number. Write it as 85 or 85.5.",
            ),
        ],
    ),
    "neither_number_nor_cause": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,,,,,"),
        },
        told=[
            (
                "figures.csv:2 [assessed]",
                "“lz”的“growth”既没有数，也没有缺数原因。请填数，或在 absence 列写明原因：not_due, late, not_applicable, lost, unpublished。",
                "'growth' of 'lz' has neither a number nor a cause of absence. Give the number, or in the column absence one of not_due, late, not_applicable, lost, unpublished.",
            ),
        ],
    ),
    "an_unknown_cause": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,,lait,,,"),
        },
        told=[
            (
                "figures.csv:2 [absence]",
                "缺数原因“lait”无效。是不是想写“late”？只能写：not_due, late, not_applicable, lost, unpublished（未到报送期、逾期未报、不适用、无法取得、未公布）。",
                "'lait' is no cause of absence. Did you mean 'late'? Write one of not_due, late, not_applicable, lost, unpublished.",
            ),
        ],
    ),
    "a_cause_together_with_a_number": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,80,,,,late,,,"),
        },
        told=[
            (
                "figures.csv:2 [absence]",
                "“lz”的“growth”写了缺数原因“late”，同一行却有数。请删去其中之一。",
                "'growth' of 'lz' is absent ('late') and has a number in the same row. Remove one of them.",
            ),
        ],
    ),
    "adjusted_without_papers": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,80,,85,,,,,"),
        },
        told=[
            (
                "figures.csv:2 [document]",
                "“lz”的“growth”有调整值，但没有写依据文件（document）。请补填文号。",
                "'growth' of 'lz' is adjusted without a document. Name it in the column document.",
            ),
            (
                "figures.csv:2 [reason]",
                "“lz”的“growth”有调整值，但没有写调整理由（reason）。请补填。",
                "'growth' of 'lz' is adjusted without a reason. Write it in the column reason.",
            ),
        ],
    ),
    "an_unknown_subject": Broken(
        files={
            "figures.csv": LONG + rows("lanzhou,growth,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [subject]",
                "“lanzhou”不在 subjects 表中。请更正编号，或先把它列为考核对象。",
                "'lanzhou' is not in the table subjects. Correct the id, or list it there first.",
            ),
        ],
    ),
    "a_misspelt_subject": Broken(
        files={
            "figures.csv": LONG + rows("zhan,growth,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [subject]",
                "“zhan”不在 subjects 表中。是不是想写“zhang”？请更正编号，或先把它列为考核对象。",
                "'zhan' is not in the table subjects. Did you mean 'zhang'? Correct the id, or list it there first.",
            ),
        ],
    ),
    "an_unknown_indicator": Broken(
        files={
            "figures.csv": LONG + rows("lz,growht,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [indicator]",
                "方案中没有“growht”这一指标。是不是想写“growth”？可用的指标：growth, quarter, forests, huge, morale。",
                "The scheme has no indicator 'growht' here. Did you mean 'growth'? Indicators: growth, quarter, forests, huge, morale.",
            ),
        ],
    ),
    "an_indicator_by_its_title": Broken(
        files={
            "figures.csv": LONG + rows("lz,增长,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [indicator]",
                "方案中没有“增长”这一指标。是不是想写“growth”？可用的指标：growth, quarter, forests, huge, morale。",
                "The scheme has no indicator '增长' here. Did you mean 'growth'? Indicators: growth, quarter, forests, huge, morale.",
            ),
        ],
    ),
    "an_indicator_counted_from_events": Broken(
        files={
            "figures.csv": LONG + rows("lz,accidents,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [indicator]",
                "“accidents”按事件计数。请把每件事写进 events 表，不要在 figures 表里报数。",
                "'accidents' is counted from events. Write each event in the table events, and no figure here.",
            ),
        ],
    ),
    "an_indicator_of_another_kind": Broken(
        files={
            "figures.csv": LONG + rows("lz,morale,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [indicator]",
                "“lz”是 unit，而指标“morale”只用于 team。请删去这个数，或更正对象。",
                "'lz' is a unit, but the indicator 'morale' is for a team. Remove the figure, or correct the subject.",
            ),
        ],
    ),
    "an_indicator_of_another_group": Broken(
        files={
            "figures.csv": LONG + rows("ty,forests,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [indicator]",
                "“ty”属于“county”组，而指标“forests”只用于：city。请删去这个数，或更正分组。",
                "'ty' is in the group 'county', but the indicator 'forests' is only for city. Remove the figure, or correct the group.",
            ),
        ],
    ),
    "the_same_figure_twice": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,1,,,,", "lz,growth,2019,,,,2,,,,"),
        },
        told=[
            (
                "figures.csv:3 [indicator]",
                "“lz”的“growth”报了两次，前面 figures.csv:2 已有。请只留一个。",
                "'growth' of 'lz' is reported twice, first at figures.csv:2. Keep one of them.",
            ),
        ],
    ),
    "the_same_figure_long_and_wide": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,,,,,1,,,,", "ty,growth,,,,,,late,,,"),
            "figures_statistics.csv": rows("subject,growth", "lz,2", "ty,3"),
        },
        told=[
            (
                "figures.csv:2 [indicator]",
                "“lz”的“growth”报了两次，前面 figures_statistics.csv:2 已有。请只留一个。",
                "'growth' of 'lz' is reported twice, first at figures_statistics.csv:2. Keep one of them.",
            ),
            (
                "figures.csv:3 [absence]",
                "“ty”的“growth”报了两次，前面 figures_statistics.csv:3 已有。请只留一个。",
                "'growth' of 'ty' is reported twice, first at figures_statistics.csv:3. Keep one of them.",
            ),
        ],
    ),
    "a_period_that_is_missing": Broken(
        files={
            "figures.csv": LONG + rows("lz,quarter,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [period]",
                "指标“quarter”每个时段各报一个数，请写明是哪个时段：q1, q2。",
                "The indicator 'quarter' has one figure for each part of the period. Write which: q1, q2.",
            ),
        ],
    ),
    "a_period_that_is_not_wanted": Broken(
        files={
            "figures.csv": LONG + rows("lz,growth,q1,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [period]",
                "指标“growth”全期只报一个数，不分时段。请清空时段“q1”，只留一行。",
                "The indicator 'growth' has one figure for the whole period. Clear the period 'q1' and keep one row.",
            ),
        ],
    ),
    "an_unknown_period": Broken(
        files={
            "figures.csv": LONG + rows("lz,quarter,q3,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [period]",
                "“q3”不是本方案的时段。可以写：2019, q1, q2，或更早的年份；全期的数可以留空。",
                "'q3' is no period of this scheme. Write one of 2019, q1, q2, or an earlier year; or nothing, for the whole period.",
            ),
        ],
    ),
    "an_earlier_year_that_nothing_falls_back_on": Broken(
        files={
            "figures.csv": LONG + rows("lz,huge,2018,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [period]",
                "“2018”是以前年份的数，方案既没有规定用它代替“huge”的缺数，也没有规定与它比较。请删去。",
                "'2018' is an earlier year, and the scheme neither lets 'huge' fall back on it nor compares with it. "
                "Remove the figure.",
            ),
        ],
    ),
    "an_empty_cell": Broken(
        files={
            "figures.csv": LONG + rows(",growth,,,,,1,,,,"),
        },
        told=[
            (
                "figures.csv:2 [subject]",
                "这一格不能为空，请补填。",
                "This cell must not be empty. Fill it in.",
            ),
        ],
    ),
    "unknown_and_missing_columns": Broken(
        files={
            "figures.csv": rows("subjct,indicator,asessed,note", "lz,growth,1,"),
        },
        told=[
            (
                "figures.csv:1 [asessed]",
                "figures 表没有“asessed”这一列。是不是想写“assessed”？可用的列：subject, indicator, period, reported, verified, adjusted, assessed, absence, reason, source, document。不需要的列请删去。",
                "The table figures has no column 'asessed'. Did you mean 'assessed'? Columns: subject, indicator, period, reported, verified, adjusted, assessed, absence, reason, source, document. Remove a column that is not needed.",
            ),
            (
                "figures.csv:1 [note]",
                "figures 表没有“note”这一列。可用的列：subject, indicator, period, reported, verified, adjusted, assessed, absence, reason, source, document。不需要的列请删去。",
                "The table figures has no column 'note'. Columns: subject, indicator, period, reported, verified, adjusted, assessed, absence, reason, source, document. Remove a column that is not needed.",
            ),
            (
                "figures.csv:1 [subjct]",
                "figures 表没有“subjct”这一列。是不是想写“subject”？可用的列：subject, indicator, period, reported, verified, adjusted, assessed, absence, reason, source, document。不需要的列请删去。",
                "The table figures has no column 'subjct'. Did you mean 'subject'? Columns: subject, indicator, period, reported, verified, adjusted, assessed, absence, reason, source, document. Remove a column that is not needed.",
            ),
        ],
    ),
    "a_missing_column": Broken(
        files={
            "events.csv": rows("subject,date", "lz,2019-01-01"),
        },
        told=[
            (
                "events.csv:1 [indicator]",
                "events 表缺少“indicator”列。请补上这一列。",
                "The table events has no column 'indicator'. Add it.",
            ),
        ],
    ),
    "an_unknown_wide_column": Broken(
        files={
            "figures.csv": rows("subject,growht", "lz,1"),
        },
        told=[
            (
                "figures.csv:1 [growht]",
                "“growht”列不是方案中的指标。是不是想写“growth”？可用的列：subject, period, growth, quarter, accidents, forests, huge, morale。不需要的列请删去。",
                "Column 'growht' is no indicator of the scheme. Did you mean 'growth'? Columns: subject, period, growth, quarter, accidents, forests, huge, morale. Remove a column that is not needed.",
            ),
        ],
    ),
    "wide_cells": Broken(
        files={
            "figures.csv": rows(
                "subject,period,growth,quarter,morale,forests",
                "lz,,1.234,2,,",
                "lz,q1,3,2,1,",
                "lz,q1,,,,",
                "ty,,,,,5",
                "zz,,1,,,",
            ),
        },
        told=[
            (
                "figures.csv:2 [growth]",
                "“growth”的数 1.234 小数位数太多（最多 2 位）。系统不代为四舍五入，请核实后改写。",
                "'growth': 1.234 has too many decimals (at most 2). Nothing is rounded here; check it and write it so.",
            ),
            (
                "figures.csv:2 [quarter]",
                "指标“quarter”每个时段各报一个数，请写明是哪个时段：q1, q2。",
                "The indicator 'quarter' has one figure for each part of the period. Write which: q1, q2.",
            ),
            (
                "figures.csv:3 [growth]",
                "指标“growth”全期只报一个数，不分时段。请清空时段“q1”，只留一行。",
                "The indicator 'growth' has one figure for the whole period. Clear the period 'q1' and keep one row.",
            ),
            (
                "figures.csv:3 [morale]",
                "“lz”是 unit，而指标“morale”只用于 team。请删去这个数，或更正对象。",
                "'lz' is a unit, but the indicator 'morale' is for a team. Remove the figure, or correct the subject.",
            ),
            (
                "figures.csv:3 [morale]",
                "指标“morale”全期只报一个数，不分时段。请清空时段“q1”，只留一行。",
                "The indicator 'morale' has one figure for the whole period. Clear the period 'q1' and keep one row.",
            ),
            (
                "figures.csv:4 [subject]",
                "“lz”同一时段有两行，前面 figures.csv:3 已有。请合并成一行。",
                "'lz' has two rows for the same period, the first at figures.csv:3. Make them one.",
            ),
            (
                "figures.csv:5 [forests]",
                "“ty”属于“county”组，而指标“forests”只用于：city。请删去这个数，或更正分组。",
                "'ty' is in the group 'county', but the indicator 'forests' is only for city. Remove the figure, or correct the group.",
            ),
            (
                "figures.csv:6 [subject]",
                "“zz”不在 subjects 表中。请更正编号，或先把它列为考核对象。",
                "'zz' is not in the table subjects. Correct the id, or list it there first.",
            ),
        ],
    ),
    "a_subject_twice": Broken(
        files={
            "subjects.csv": LANZHOU + rows("lz,兰州,unit,city,,,,"),
        },
        told=[
            (
                "subjects.csv:3 [subject]",
                "考核对象“lz”重复，前面 subjects.csv:2 已有。请删去一行，或更正编号。",
                "Subject 'lz' stands here again, after subjects.csv:2. Remove one row, or correct the id.",
            ),
        ],
    ),
    "unknown_kind_and_groups": Broken(
        files={
            "subjects.csv": LANZHOU
            + rows("a,甲,单位,city,,,,", "b,乙,unit,市州,,,,", "c,丙,unit,,,,,", "d,丁,team,city,lz,,,"),
        },
        told=[
            (
                "subjects.csv:3 [kind]",
                "对象类别“单位”无效。是不是想写“unit”？只能写：unit, team, cadre（单位、领导班子、领导干部）。",
                "'单位' is no kind of subject. Did you mean 'unit'? Write one of unit, team, cadre.",
            ),
            (
                "subjects.csv:4 [group]",
                "方案中没有“市州”这一组（unit）。是不是想写“city”？可用的组：city, county。",
                "The scheme has no group '市州' for a unit. Did you mean 'city'? Groups: city, county.",
            ),
            (
                "subjects.csv:5 [group]",
                "没有写分组。unit 按组比较，请填写其中之一：city, county。",
                "The group is missing. A unit is compared within its group; write one of city, county.",
            ),
            (
                "subjects.csv:6 [group]",
                "方案没有为 team 分组，这里却写了“city”。请清空这一格，或在方案的 groups 中写明。",
                "The scheme has no groups for a team, yet 'city' stands here. Clear the cell, or define groups in the scheme.",
            ),
        ],
    ),
    "parents": Broken(
        files={
            "subjects.csv": LANZHOU + rows("a,甲班子,team,,,,,", "b,乙班子,team,,lx,,,", "c,丙,cadre,,lz,,,"),
        },
        told=[
            (
                "subjects.csv:3 [parent]",
                "没有写上级（parent）。team 须写明所属的 unit 编号。",
                "The parent is missing. A team belongs to a unit: write its id.",
            ),
            (
                "subjects.csv:4 [parent]",
                "上级“lx”不在 subjects 表中。请更正编号，或把它列入表中。",
                "The parent 'lx' is not in the table subjects. Correct the id, or list it.",
            ),
            (
                "subjects.csv:5 [parent]",
                "上级“lz”是 unit，而 cadre 的上级应是 team。请改填正确的编号。",
                "The parent 'lz' is a unit, but that of a cadre is a team. Write the right id.",
            ),
        ],
    ),
    "parents_in_a_circle": Broken(
        files={
            "subjects.csv": LANZHOU
            + rows(
                "a,甲,unit,city,b,,,",
                "b,乙,unit,city,c,,,",
                "c,丙,unit,city,a,,,",
                "d,丁,unit,city,a,,,",
                "e,戊,unit,city,e,,,",
            ),
        },
        told=[
            (
                "subjects.csv:3 [parent]",
                "上下级绕成了一圈：a → b → c → a。请改正其中一个上级。",
                "The parents go round in a circle: a → b → c → a. Correct one of them.",
            ),
            (
                "subjects.csv:7 [parent]",
                "上下级绕成了一圈：e → e。请改正其中一个上级。",
                "The parents go round in a circle: e → e. Correct one of them.",
            ),
        ],
    ),
    "attributes": Broken(
        files={
            "subjects.csv": HEADER
            + rows("a,甲,unit,city,,好,12.5,maybe", "b,乙,unit,city,,best,6000,1", "t,甲班子,team,,a,good,,"),
        },
        told=[
            (
                "subjects.csv:2 [coastal]",
                "“coastal”只能填是或否，这里写了“maybe”。可以写：true, yes, 是, false, no, 否。",
                "'coastal' is yes or no, but 'maybe' stands here. Write one of true, yes, 是, false, no, 否.",
            ),
            (
                "subjects.csv:2 [poverty]",
                "“poverty”的值“好”不在方案规定之内。是不是想写“good”？可选：good, fair。",
                "'好' is none of the values that the scheme allows for 'poverty'. Did you mean 'good'? Values: good, fair.",
            ),
            (
                "subjects.csv:2 [staff]",
                "“staff”的数 12.5 小数位数太多（最多 0 位）。系统不代为四舍五入，请核实后改写。",
                "'staff': 12.5 has too many decimals (at most 0). Nothing is rounded here; check it and write it so.",
            ),
            (
                "subjects.csv:3 [coastal]",
                "“coastal”只能填是或否，这里写了“1”。可以写：true, yes, 是, false, no, 否。",
                "'coastal' is yes or no, but '1' stands here. Write one of true, yes, 是, false, no, 否.",
            ),
            (
                "subjects.csv:3 [poverty]",
                "“poverty”的值“best”不在方案规定之内。可选：good, fair。",
                "'best' is none of the values that the scheme allows for 'poverty'. Values: good, fair.",
            ),
            (
                "subjects.csv:3 [staff]",
                "“staff”的数 6000 超出允许范围（0 至 5000）。请核实数字和单位；确实如此的，请修改方案中的 range。",
                "'staff': 6000 is outside what is allowed (0 to 5000). Check the number and its unit; if it is right, change `range` in the scheme.",
            ),
            (
                "subjects.csv:4 [poverty]",
                "方案没有为 team 规定这一属性，这里却写了“good”。请清空这一格。",
                "The scheme gives a team no such attribute, yet 'good' stands here. Clear the cell.",
            ),
        ],
    ),
    "an_attribute_without_column": Broken(
        files={
            "subjects.csv": rows("subject,name,kind,group", "lz,兰州市,unit,city"),
        },
        told=[
            (
                "subjects.csv:1 [coastal]",
                "方案为 unit 规定了属性“coastal”，subjects 表却没有这一列。请补上；不清楚的可以留空格子，但列要有。",
                "The scheme gives every unit the attribute 'coastal', but the table subjects has no such column. Add it; a cell may be empty where the value is not known.",
            ),
            (
                "subjects.csv:1 [poverty]",
                "方案为 unit 规定了属性“poverty”，subjects 表却没有这一列。请补上；不清楚的可以留空格子，但列要有。",
                "The scheme gives every unit the attribute 'poverty', but the table subjects has no such column. Add it; a cell may be empty where the value is not known.",
            ),
            (
                "subjects.csv:1 [staff]",
                "方案为 unit 规定了属性“staff”，subjects 表却没有这一列。请补上；不清楚的可以留空格子，但列要有。",
                "The scheme gives every unit the attribute 'staff', but the table subjects has no such column. Add it; a cell may be empty where the value is not known.",
            ),
        ],
    ),
    "characters_that_nobody_sees": Broken(
        files={
            "subjects.csv": LANZHOU + rows("a\u200b,甲\u202e乙,unit,city,,,,"),
        },
        told=[
            (
                "subjects.csv:3 [name]",
                "“甲<U+202E>乙”里有看不见的或损坏的字符（尖括号所示），会使同一个名称被当成两个。请删去后重新输入。",
                "'甲<U+202E>乙' holds characters that are unseen or damaged (in angle brackets); they make one name look like two. Delete them and type the text again.",
            ),
            (
                "subjects.csv:3 [subject]",
                "“a<U+200B>”里有看不见的或损坏的字符（尖括号所示），会使同一个名称被当成两个。请删去后重新输入。",
                "'a<U+200B>' holds characters that are unseen or damaged (in angle brackets); they make one name look like two. Delete them and type the text again.",
            ),
        ],
    ),
    "no_subjects": Broken(
        files={
            "subjects.csv": HEADER,
        },
        told=[
            (
                "subjects.csv",
                "没有考核对象。请在 subjects 表中列出参加考核的对象，每个一行。",
                "There are no subjects. List who is assessed in the table subjects, one in a row.",
            ),
        ],
    ),
    "events": Broken(
        files={
            "events.csv": rows(
                "subject,indicator,date,count",
                "lz,accidents,2019-02-30,",
                "lz,accidents,2019年3月5日,-1",
                "lz,growth,soon,1",
                "ty,accidents,,6",
                "ty,accidents,,5",
                "lz,acidents,,",
                "lzt,accidents,,1.5",
            ),
        },
        told=[
            (
                "events.csv:2 [date]",
                "“2019-02-30”这一天不存在。请核对月份和日期。",
                "There is no such day as '2019-02-30'. Check the month and the day.",
            ),
            (
                "events.csv:3 [count]",
                "“accidents”的数 -1 不在 0 至 10 之内。请核实后改写。",
                "'accidents': -1 is not within 0 to 10. Check and correct it.",
            ),
            (
                "events.csv:3 [date]",
                "日期“2019年3月5日”请写成 2019-03-05。",
                "Write the date '2019年3月5日' as 2019-03-05.",
            ),
            (
                "events.csv:4 [date]",
                "“soon”不是日期。请写成 2019-03-05 这样的形式。",
                "'soon' is no date. Write it as 2019-03-05.",
            ),
            (
                "events.csv:4 [indicator]",
                "“growth”是直接报数的指标，不按事件计数。请把数字写进 figures 表。",
                "'growth' is reported as a figure, not counted from events. Write its number in the table figures.",
            ),
            (
                "events.csv:5 [count]",
                "“ty”的“accidents”合计超过上限 10（从这一行起计）。请核实是否多填或重复。",
                "The 'accidents' of 'ty' add up to more than 10, beginning with this row. Check for mistakes and repetition.",
            ),
            (
                "events.csv:7 [indicator]",
                "方案中没有“acidents”这一指标。是不是想写“accidents”？可用的指标：accidents。",
                "The scheme has no indicator 'acidents' here. Did you mean 'accidents'? Indicators: accidents.",
            ),
            (
                "events.csv:8 [count]",
                "“accidents”的数 1.5 小数位数太多（最多 0 位）。系统不代为四舍五入，请核实后改写。",
                "'accidents': 1.5 has too many decimals (at most 0). Nothing is rounded here; check it and write it so.",
            ),
            (
                "events.csv:8 [subject]",
                "“lzt”是 team，而事件指标“accidents”只用于 unit。请更正对象。",
                "'lzt' is a team, but events of 'accidents' are for a unit. Correct the subject.",
            ),
        ],
    ),
    "ratings": Broken(
        files={
            "ratings.csv": rows(
                "subject,form,item,rater,class,value",
                "lz,duty,work,r1,,100.5",
                "lz,duty,work,r1,,99.00001",
                "lz,duty,wrok,r2,leaders,",
                "lz,politics,loyal,r2,,90",
                "lz,dutty,work,r2,,90",
            ),
        },
        told=[
            (
                "ratings.csv:2 [value]",
                "“duty”的数 100.5 不在 0 至 100 之内。请核实后改写。",
                "'duty': 100.5 is not within 0 to 100. Check and correct it.",
            ),
            (
                "ratings.csv:3 [rater]",
                "“r1”对“lz”的“work”打了两次分，前面 ratings.csv:2 已有。请只留一个。",
                "'r1' rated 'work' of 'lz' twice, first at ratings.csv:2. Keep one of them.",
            ),
            (
                "ratings.csv:3 [value]",
                "“duty”的数 99.00001 小数位数太多（最多 4 位）。系统不代为四舍五入，请核实后改写。",
                "'duty': 99.00001 has too many decimals (at most 4). Nothing is rounded here; check it and write it so.",
            ),
            (
                "ratings.csv:4 [class]",
                "测评表“duty”不分票种，这里却写了“leaders”。请清空这一格。",
                "The form 'duty' has no classes of raters, yet 'leaders' stands here. Clear the cell.",
            ),
            (
                "ratings.csv:4 [item]",
                "测评表“duty”没有“wrok”这一项。是不是想写“work”？可用的项：work。",
                "The form 'duty' has no item 'wrok'. Did you mean 'work'? Items: work.",
            ),
            (
                "ratings.csv:4 [value]",
                "这一格不能为空，请补填。",
                "This cell must not be empty. Fill it in.",
            ),
            (
                "ratings.csv:5 [class]",
                "测评表“politics”按票种计分，请写明票种：leaders, staff。",
                "The form 'politics' is counted by classes of raters. Write one of leaders, staff.",
            ),
            (
                "ratings.csv:5 [form]",
                "测评表“politics”是选项式的。请把各选项的票数写进 tallies 表。",
                "The form 'politics' is answered by options. Write how often each was chosen in the table tallies.",
            ),
            (
                "ratings.csv:6 [form]",
                "方案中没有测评表“dutty”。是不是想写“duty”？可用的测评表：politics, duty。",
                "The scheme has no rating form 'dutty'. Did you mean 'duty'? Forms: politics, duty.",
            ),
        ],
    ),
    "tallies": Broken(
        files={
            "tallies.csv": rows(
                "subject,form,class,item,option,count",
                "lz,politics,leaders,loyal,good,-1",
                "lz,politics,leaders,loyal,good,2.5",
                "lz,politics,,loyal,好,2",
                "lz,politics,lead,bald,good,2",
                "lz,duty,,work,good,2",
            ),
        },
        told=[
            (
                "tallies.csv:2 [count]",
                "“politics.loyal”的数 -1 不在 0 至 1000000000 之内。请核实后改写。",
                "'politics.loyal': -1 is not within 0 to 1000000000. Check and correct it.",
            ),
            (
                "tallies.csv:3 [count]",
                "“politics.loyal”的数 2.5 小数位数太多（最多 0 位）。系统不代为四舍五入，请核实后改写。",
                "'politics.loyal': 2.5 has too many decimals (at most 0). Nothing is rounded here; check it and write it so.",
            ),
            (
                "tallies.csv:3 [option]",
                "“lz”的“loyal”选项“good”有两行票数，前面 tallies.csv:2 已有。请合并。",
                "The option 'good' for 'loyal' of 'lz' is counted in two rows, the first at tallies.csv:2. Make them one.",
            ),
            (
                "tallies.csv:4 [class]",
                "测评表“politics”按票种计分，请写明票种：leaders, staff。",
                "The form 'politics' is counted by classes of raters. Write one of leaders, staff.",
            ),
            (
                "tallies.csv:4 [option]",
                "测评表“politics”没有“好”这一选项。是不是想写“good”？可用的选项：good, bad。",
                "The form 'politics' has no option '好'. Did you mean 'good'? Options: good, bad.",
            ),
            (
                "tallies.csv:5 [class]",
                "测评表“politics”没有“lead”这一票种。是不是想写“leaders”？可用的票种：leaders, staff。",
                "The form 'politics' has no class of raters 'lead'. Did you mean 'leaders'? Classes: leaders, staff.",
            ),
            (
                "tallies.csv:5 [item]",
                "测评表“politics”没有“bald”这一项。是不是想写“bold”？可用的项：loyal, bold。",
                "The form 'politics' has no item 'bald'. Did you mean 'bold'? Items: loyal, bold.",
            ),
            (
                "tallies.csv:6 [form]",
                "测评表“duty”是打分式的。请把每人的打分写进 ratings 表。",
                "The form 'duty' is answered by marks. Write each rater's mark in the table ratings.",
            ),
        ],
    ),
    "history": Broken(
        files={
            "history.csv": rows(
                "subject,year,score,grade",
                "lz,218,很好,excellent",
                "lz,2018,80.5,excelent",
                "lz,2018,,",
                "lzt,2018,,good",
            ),
        },
        told=[
            (
                "history.csv:2 [score]",
                "“score”的值“很好”不是数。请写成 85 或 85.5 这样的数字。",
                "'score': '很好' is not a number. Write it as 85 or 85.5.",
            ),
            (
                "history.csv:2 [year]",
                "“year”的数 218 不在 1900 至 2200 之内。请核实后改写。",
                "'year': 218 is not within 1900 to 2200. Check and correct it.",
            ),
            (
                "history.csv:3 [grade]",
                "“excelent”不是 unit 的等次。是不是想写“excellent”？可用的有：excellent, fair, open_case。",
                "'excelent' is no grade of a unit. Did you mean 'excellent'? Grades: excellent, fair, open_case.",
            ),
            (
                "history.csv:4 [year]",
                "“lz”的 2018 年有两行，前面 history.csv:3 已有。请只留一行。",
                "'lz' has two rows for 2018, the first at history.csv:3. Keep one of them.",
            ),
            (
                "history.csv:5 [grade]",
                "方案不给 team 评等次，这里却写了“good”。请删去，或在方案的 grading 中写明。",
                "The scheme does not grade a team, yet 'good' stands here. Remove it, or define grades in the scheme.",
            ),
        ],
    ),
    "statuses": Broken(
        files={
            "status.csv": rows(
                "subject,status,from,to",
                "lz,open_case,2019-05-01,2019-04-01",
                "lz,立案,,",
                "lz,open_case,2019-05-01,",
                "lzt,open_case,,",
            ),
        },
        told=[
            (
                "status.csv:2 [to]",
                "截止日期 2019-04-01 早于开始日期 2019-05-01。请核对。",
                "It ends on 2019-04-01, before it begins on 2019-05-01. Check both dates.",
            ),
            (
                "status.csv:3 [status]",
                "方案中没有状态“立案”（unit）。是不是想写“open_case”？可用的状态：open_case。",
                "The scheme has no status '立案' for a unit. Did you mean 'open_case'? Statuses: open_case.",
            ),
            (
                "status.csv:4 [status]",
                "“lz”的状态“open_case”写了两次，前面 status.csv:2 已有。请删去一行。",
                "The status 'open_case' of 'lz' stands here again, after status.csv:2. Remove one row.",
            ),
            (
                "status.csv:5 [status]",
                "方案没有为 team 规定状态，“open_case”不起作用。请删去这一行，或在方案的 grading 中写明 statuses。",
                "The scheme has no statuses for a team, so 'open_case' would mean nothing. Remove the row, or define `statuses` under `grading`.",
            ),
        ],
    ),
    "decisions": Broken(
        files={
            "decisions.csv": rows(
                "subject,from,to,by,at,reason",
                "lz,fair,excellent,,2019-12-01,",
                "lz,faire,open_case,考核委,2019-12-01,重大贡献",
                "lzt,,excellent,考核委,20191201,重大贡献",
            ),
        },
        told=[
            (
                "decisions.csv:2 [by]",
                "这一格不能为空，请补填。",
                "This cell must not be empty. Fill it in.",
            ),
            (
                "decisions.csv:2 [reason]",
                "这一格不能为空，请补填。",
                "This cell must not be empty. Fill it in.",
            ),
            (
                "decisions.csv:3 [at]",
                "“lz”在 2019-12-01 有两项决定，前面 decisions.csv:2 已有。请只留有效的一项。",
                "There are two decisions on 'lz' of 2019-12-01, the first at decisions.csv:2. Keep the one that holds.",
            ),
            (
                "decisions.csv:3 [from]",
                "“faire”不是 unit 的等次。是不是想写“fair”？可用的有：excellent, fair, open_case。",
                "'faire' is no grade of a unit. Did you mean 'fair'? Grades: excellent, fair, open_case.",
            ),
            (
                "decisions.csv:3 [to]",
                "“open_case”不是 unit 的等次。可用的有：excellent, fair。",
                "'open_case' is no grade of a unit. Grades: excellent, fair.",
            ),
            (
                "decisions.csv:4 [at]",
                "日期“20191201”请写成 2019-12-01。",
                "Write the date '20191201' as 2019-12-01.",
            ),
            (
                "decisions.csv:4 [to]",
                "方案不给 team 评等次，这里却写了“excellent”。请删去，或在方案的 grading 中写明。",
                "The scheme does not grade a team, yet 'excellent' stands here. Remove it, or define grades in the scheme.",
            ),
        ],
    ),
}
