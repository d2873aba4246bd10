"""Wording: workbooks that come back, from the file down to the single cell."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    "name_of_another": Text(
        "编号“{subject}”旁边的名称是“{name}”，名册上却是“{known}”。可能只对部分列排了序，或填错了行。请按编号核对整行。",
        "Beside the id '{subject}' stands the name '{name}', but its name is '{known}'. Perhaps only some columns were sorted, "
        "or a row was mistaken for another. Check the whole row by its id.",
    ),
    "workbook_of_other_kind": Text(
        "“{file}”是旧版或其他格式的工作簿（.xls、.et、.xlsb、.ods 等），其中的公式错误和百分比格式读不出来，为免错读，不予读取。"
        "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再报。",
        "'{file}' is a workbook of an older or other kind (.xls, .et, .xlsb, .ods …), in which errors and percent formats "
        "cannot be seen; it is not read, lest a number be misread. Open it in Excel or WPS and save it as .xlsx.",
    ),
    "workbook_encrypted": Text(
        "“{file}”设了打开密码，读不出来。请取消打开密码（工作表保护可以保留），保存后再报。",
        "'{file}' asks for a password to be opened. Remove that password (protected tabs may stay so) and save it again.",
    ),
    "workbook_is_text": Text(
        "“{file}”名为工作簿，内容却是网页或文本（常见于从网页系统导出的表）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”。",
        "'{file}' is called a workbook but holds a web page or text, as some systems export it. Open it in Excel or WPS and "
        "save it as .xlsx.",
    ),
    "workbook_not_one": Text(
        "“{file}”不是工作簿：文件是空的或已损坏。请重新取得原文件。",
        "'{file}' is no workbook: it is empty or damaged. Get the original again.",
    ),
    "workbook_damaged": Text(
        "“{file}”已损坏，读不完整（{said}）。请用 Excel 或 WPS 打开并重新保存；打不开的，请报送单位重新发送。",
        "'{file}' is damaged and cannot be read whole ({said}). Open it in Excel or WPS and save it again; if that fails, "
        "ask the sender for it once more.",
    ),
    "workbook_too_large": Text(
        "文件展开后超过 {most} GB，不予读取。请检查是否把格式或公式拖到了整张表，删去空行空列后再保存。",
        "The file unpacks to more than {most} GB and is not read. Perhaps formats or formulas were dragged over a whole "
        "tab: delete the empty rows and columns and save it again.",
    ),
    "tab_too_large": Text(
        "工作表“{tab}”一直用到第 {row} 行、{column} 列，大得读不进来，多半是远处误留了内容。请删去数据以外的行和列后保存。",
        "Tab '{tab}' reaches down to row {row} and across to column {column}, too far to be read; something was probably left "
        "in a cell far away. Delete the rows and columns beyond the figures and save it.",
    ),
    "workbook_twice": Text(
        "“{file}”与“{other}”内容完全相同，同一份表报了两次。请只留一份；若本应是另一单位的表，请换成正确的文件。",
        "'{file}' is the same as '{other}', to the last byte. Keep one of them; or, if it should be another department's, "
        "put the right file here.",
    ),
    "workbook_without_tables": Text(
        "“{file}”里没有一张工作表带有列名行（如 subject、indicator 和指标代码），不知道各列是什么。请用下发的模板填报，不要删去列名行。",
        "No tab of '{file}' has a row of column names (subject, indicator, the indicators' codes), so its columns mean "
        "nothing. Use the template, and keep its row of names.",
    ),
    "row_of_names_missing": Text(
        "工作表“{tab}”里有指标名称，但列名行（灰色的 subject、指标代码一行）不见了，无法读取。请从模板中把这一行复制回来。",
        "Tab '{tab}' holds indicators' titles but has lost its row of column names (the grey one: subject, the indicators' "
        "codes). Copy that row from the template again.",
    ),
    "template_of_other_scheme": Text(
        "这份模板属于方案“{found}”，而不是“{scheme}”（可能拿成了往年的表）。请换用本方案的模板。",
        "This template belongs to the scheme '{found}', not to '{scheme}'; perhaps it is an earlier year's. Use the "
        "template of this scheme.",
    ),
    "tab_not_read": Text(
        "工作表“{tab}”不是数据表，没有读取。",
        "Tab '{tab}' holds no table and was not read.",
    ),
    "tab_hidden": Text(
        "工作表“{tab}”是隐藏的。其中的数据照样读取，请确认不是要删去的。",
        "Tab '{tab}' is hidden. It is read like the others; make sure that it was not to be deleted.",
    ),
    "cells_merged": Text(
        "{cells} 是合并单元格，只有第一格算有内容，其余各格会被当作空白。请取消合并，逐格填写。",
        "{cells} are merged: only the first of them holds anything, the others would be read as empty. Unmerge them and fill in each.",
    ),
    "rows_hidden": Text(
        "有 {count} 个隐藏行（第 {rows} 行）。隐藏的数据照样读取，请确认不是要删去的。",
        "Hidden rows are read like the others: {rows} ({count} in all). Make sure that they were not to be deleted.",
    ),
    "columns_hidden": Text(
        "有 {count} 个隐藏列（{columns}）。隐藏的数据照样读取，请确认不是要删去的。",
        "Hidden columns are read like the others: {columns} ({count} in all). Make sure that they were not to be deleted.",
    ),
    "cell_in_error": Text(
        "这一格是公式错误 {value}，没有数。请改正公式，或直接填数；确实没有数的请清空，并注明缺数原因。",
        "This cell is in error ({value}) and has no value. Correct its formula or type the value; where there is none, "
        "clear the cell and give the cause of absence.",
    ),
    "per_cent_of_other_unit": Text(
        "“{of}”的数“{value}”是百分数（或设了百分比格式），而这一指标的单位是“{unit}”。请按这个单位填写数字，不带百分号。",
        "'{of}': '{value}' is per cent (or has a percent format), but the unit of this indicator is '{unit}'. Write the "
        "number in that unit, without a percent sign.",
    ),
    "formula_without_value": Text(
        "这一格的公式还没有算出结果（文件由程序生成，未经表格软件计算）。请用 Excel 或 WPS 打开，保存后再报。",
        "The formula in this cell was never computed (a program wrote the file). Open it in Excel or WPS, save it, and send "
        "it again.",
    ),
}
