"""What is said of the workbooks in `returned.hostile_files`, in Chinese and English, in order."""

TOLD: list[tuple[str, str]] = [
    (
        "其他.xlsx 丢了列名 错误：工作表“丢了列名”里有指标名称，但列名行（灰色的 subject、指标代码一行）不见了，无法读取。请从模板中把这一行复制回来。",
        "其他.xlsx 丢了列名 error: Tab '丢了列名' holds indicators' titles but has lost its row of column names (the grey one: subject, the indicators' codes). Copy that row from the template again.",
    ),
    (
        "其他.xlsx 事件!C2 错误：日期“2019-05-01 08:30:00”请写成 2019-05-01。",
        "其他.xlsx 事件!C2 error: Write the date '2019-05-01 08:30:00' as 2019-05-01.",
    ),
    (
        "其他.xlsx 事件!B3 错误：方案中没有“车祸”这一指标。可用的指标：accidents。",
        "其他.xlsx 事件!B3 error: The scheme has no indicator '车祸' here. Indicators: accidents.",
    ),
    (
        "其他.xlsx 事件!D4 错误：“accidents”的数 99 不在 0 至 10 之内。请核实后改写。",
        "其他.xlsx 事件!D4 error: 'accidents': 99 is not within 0 to 10. Check and correct it.",
    ),
    (
        "其他.xlsx 往年模板 错误：这份模板属于方案“small-2018”，而不是“small-2019”（可能拿成了往年的表）。请换用本方案的模板。",
        "其他.xlsx 往年模板 error: This template belongs to the scheme 'small-2018', not to 'small-2019'; perhaps it is an earlier year's. Use the template of this scheme.",
    ),
    (
        "其他.xlsx 照片 说明：工作表“照片”不是数据表，没有读取。",
        "其他.xlsx 照片 note: Tab '照片' holds no table and was not read.",
    ),
    (
        "其他.xlsx 状态!D2 错误：截止日期 2019-04-01 早于开始日期 2019-05-01。请核对。",
        "其他.xlsx 状态!D2 error: It ends on 2019-04-01, before it begins on 2019-05-01. Check both dates.",
    ),
    (
        "其他.xlsx 状态!C3 错误：日期“2019年5月1日”请写成 2019-05-01。",
        "其他.xlsx 状态!C3 error: Write the date '2019年5月1日' as 2019-05-01.",
    ),
    (
        "其他.xlsx 状态!D3 错误：截止日期 2019-02-30 早于开始日期 2019年5月1日。请核对。",
        "其他.xlsx 状态!D3 error: It ends on 2019-02-30, before it begins on 2019年5月1日. Check both dates.",
    ),
    (
        "其他.xlsx 状态!D3 错误：“2019-02-30”这一天不存在。请核对月份和日期。",
        "其他.xlsx 状态!D3 error: There is no such day as '2019-02-30'. Check the month and the day.",
    ),
    (
        "其他.xlsx 状态!B4 错误：方案中没有状态“停职”（unit）。可用的状态：open_case。",
        "其他.xlsx 状态!B4 error: The scheme has no status '停职' for a unit. Statuses: open_case.",
    ),
    (
        "其他.xlsx 状态!C4 错误：日期“２０１９－０６－０１”请写成 2019-06-01。",
        "其他.xlsx 状态!C4 error: Write the date '２０１９－０６－０１' as 2019-06-01.",
    ),
    (
        "加密.xlsx 错误：“加密.xlsx”设了打开密码，读不出来。请取消打开密码（工作表保护可以保留），保存后再报。",
        "加密.xlsx error: '加密.xlsx' asks for a password to be opened. Remove that password (protected tabs may stay so) and save it again.",
    ),
    (
        "另一种.ods 错误：“另一种.ods”是旧版或其他格式的工作簿（.xls、.et、.xlsb、.ods 等），其中的公式错误和百分比格式读不出来，为免错读，不予读取。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再报。",
        "另一种.ods error: '另一种.ods' is a workbook of an older or other kind (.xls, .et, .xlsb, .ods …), in which errors and percent formats cannot be seen; it is not read, lest a number be misread. Open it in Excel or WPS and save it as .xlsx.",
    ),
    (
        "损坏.xlsx 错误：“损坏.xlsx”已损坏，读不完整（File is not a zip file）。请用 Excel 或 WPS 打开并重新保存；打不开的，请报送单位重新发送。",
        "损坏.xlsx error: '损坏.xlsx' is damaged and cannot be read whole (File is not a zip file). Open it in Excel or WPS and save it again; if that fails, ask the sender for it once more.",
    ),
    (
        "旧版.xls 错误：“旧版.xls”是旧版或其他格式的工作簿（.xls、.et、.xlsb、.ods 等），其中的公式错误和百分比格式读不出来，为免错读，不予读取。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再报。",
        "旧版.xls error: '旧版.xls' is a workbook of an older or other kind (.xls, .et, .xlsb, .ods …), in which errors and percent formats cannot be seen; it is not read, lest a number be misread. Open it in Excel or WPS and save it as .xlsx.",
    ),
    (
        "空白.xlsx 错误：“空白.xlsx”里没有一张工作表带有列名行（如 subject、indicator 和指标代码），不知道各列是什么。请用下发的模板填报，不要删去列名行。",
        "空白.xlsx error: No tab of '空白.xlsx' has a row of column names (subject, indicator, the indicators' codes), so its columns mean nothing. Use the template, and keep its row of names.",
    ),
    (
        "空白.xlsx 说明 说明：工作表“说明”不是数据表，没有读取。",
        "空白.xlsx 说明 note: Tab '说明' holds no table and was not read.",
    ),
    (
        "空的.xlsx 错误：“空的.xlsx”不是工作簿：文件是空的或已损坏。请重新取得原文件。",
        "空的.xlsx error: '空的.xlsx' is no workbook: it is empty or damaged. Get the original again.",
    ),
    (
        "统计局.xlsx 市县 说明：有 1 个隐藏列（F）。隐藏的数据照样读取，请确认不是要删去的。",
        "统计局.xlsx 市县 note: Hidden columns are read like the others: F (1 in all). Make sure that they were not to be deleted.",
    ),
    (
        "统计局.xlsx 市县 说明：有 1 个隐藏行（第 6 行）。隐藏的数据照样读取，请确认不是要删去的。",
        "统计局.xlsx 市县 note: Hidden rows are read like the others: 6 (1 in all). Make sure that they were not to be deleted.",
    ),
    (
        "统计局.xlsx 市县!H4 错误：“备注”列不是方案中的指标。可用的列：subject, period, growth, quarter, accidents, forests, huge, morale。不需要的列请删去。",
        "统计局.xlsx 市县!H4 error: Column '备注' is no indicator of the scheme. Columns: subject, period, growth, quarter, accidents, forests, huge, morale. Remove a column that is not needed.",
    ),
    (
        "统计局.xlsx 市县!D5 错误：“growth”的数 12.345 小数位数太多（最多 2 位）。系统不代为四舍五入，请核实后改写。",
        "统计局.xlsx 市县!D5 error: 'growth': 12.345 has too many decimals (at most 2). Nothing is rounded here; check it and write it so.",
    ),
    (
        "统计局.xlsx 市县!F5 错误：“lz”的“forests”报了两次，前面 县里.xlsx Sheet1!C3 已有。请只留一个。",
        "统计局.xlsx 市县!F5 error: 'forests' of 'lz' is reported twice, first at 县里.xlsx Sheet1!C3. Keep one of them.",
    ),
    (
        "统计局.xlsx 市县!G5 错误：“huge”的值“约85”不是数。请写成 85 或 85.5 这样的数字。",
        "统计局.xlsx 市县!G5 error: 'huge': '约85' is not a number. Write it as 85 or 85.5.",
    ),
    (
        "统计局.xlsx 市县!C6 错误：“２０１９”不是本方案的时段。可以写：2019, q1, q2，或更早的年份；全期的数可以留空。",
        "统计局.xlsx 市县!C6 error: '２０１９' is no period of this scheme. Write one of 2019, q1, q2, or an earlier year; or nothing, for the whole period.",
    ),
    (
        "统计局.xlsx 市县!D6 错误：“growth”的数 120 超出允许范围（0 至 100）。请核实数字和单位；确实如此的，请修改方案中的 range。",
        "统计局.xlsx 市县!D6 error: 'growth': 120 is outside what is allowed (0 to 100). Check the number and its unit; if it is right, change `range` in the scheme.",
    ),
    (
        "统计局.xlsx 市县!F6 错误：“ty”属于“county”组，而指标“forests”只用于：city。请删去这个数，或更正分组。",
        "统计局.xlsx 市县!F6 error: 'ty' is in the group 'county', but the indicator 'forests' is only for city. Remove the figure, or correct the group.",
    ),
    (
        "统计局.xlsx 市县!G6 错误：“huge”的数“85分”后面带了“分”。请换算成方案规定的单位后只写数字。",
        "统计局.xlsx 市县!G6 error: 'huge': '分' follows the number in '85分'. Convert it to the unit that the scheme states, and write the number alone.",
    ),
    (
        "统计局.xlsx 市县!A7 错误：“合计”不在 subjects 表中。请更正编号，或先把它列为考核对象。",
        "统计局.xlsx 市县!A7 error: '合计' is not in the table subjects. Correct the id, or list it there first.",
    ),
    (
        "统计局.xlsx 市县!D7 错误：“growth”的数 0.333333333333333 小数位数太多（最多 2 位）。系统不代为四舍五入，请核实后改写。",
        "统计局.xlsx 市县!D7 error: 'growth': 0.333333333333333 has too many decimals (at most 2). Nothing is rounded here; check it and write it so.",
    ),
    (
        "统计局.xlsx 市县!A8 错误：“lz”同一时段有两行，前面 统计局.xlsx 市县!A5 已有。请合并成一行。",
        "统计局.xlsx 市县!A8 error: 'lz' has two rows for the same period, the first at 统计局.xlsx 市县!A5. Make them one.",
    ),
    (
        "统计局.xlsx 市县!D8 错误：“growth”的数“１，２００．５”带了千分位逗号。请改写为 1200.5。",
        "统计局.xlsx 市县!D8 error: 'growth': the number '１，２００．５' has thousands commas. Write 1200.5.",
    ),
    (
        "统计局.xlsx 市县!F8 错误：这一格是公式错误 #N/A，没有数。请改正公式，或直接填数；确实没有数的请清空，并注明缺数原因。",
        "统计局.xlsx 市县!F8 error: This cell is in error (#N/A) and has no value. Correct its formula or type the value; where there is none, clear the cell and give the cause of absence.",
    ),
    (
        "统计局.xlsx 市县!G8 错误：“huge”的数“1,234.5”带了千分位逗号。请改写为 1234.5。",
        "统计局.xlsx 市县!G8 error: 'huge': the number '1,234.5' has thousands commas. Write 1234.5.",
    ),
    (
        "统计局.xlsx 市县!A9 错误：这一格不能为空，请补填。",
        "统计局.xlsx 市县!A9 error: This cell must not be empty. Fill it in.",
    ),
    (
        "统计局.xlsx 市县!E10 错误：“ty”的“growth”写了缺数原因“逾期”，同一行却有数。请删去其中之一。",
        "统计局.xlsx 市县!E10 error: 'growth' of 'ty' is absent ('逾期') and has a number in the same row. Remove one of them.",
    ),
    (
        "统计局.xlsx 市县!E10 错误：缺数原因“逾期”无效。只能写：not_due, late, not_applicable, lost, unpublished（未到报送期、逾期未报、不适用、无法取得、未公布）。",
        "统计局.xlsx 市县!E10 error: '逾期' is no cause of absence. Write one of not_due, late, not_applicable, lost, unpublished.",
    ),
    (
        "统计局.xlsx 市县!E11 错误：“lz”的“growth”写了缺数原因“late”，同一行却有数。请删去其中之一。",
        "统计局.xlsx 市县!E11 error: 'growth' of 'lz' is absent ('late') and has a number in the same row. Remove one of them.",
    ),
    (
        "统计局.xlsx 市县!D12 错误：这一格的公式还没有算出结果（文件由程序生成，未经表格软件计算）。请用 Excel 或 WPS 打开，保存后再报。",
        "统计局.xlsx 市县!D12 error: The formula in this cell was never computed (a program wrote the file). Open it in Excel or WPS, save it, and send it again.",
    ),
    (
        "统计局.xlsx 市县!G12 错误：“huge”的值“2019-03-05”不是数。请写成 85 或 85.5 这样的数字。",
        "统计局.xlsx 市县!G12 error: 'huge': '2019-03-05' is not a number. Write it as 85 or 85.5.",
    ),
    (
        "统计局.xlsx 市县!C13 错误：“2o17”不是本方案的时段。可以写：2019, q1, q2，或更早的年份；全期的数可以留空。",
        "统计局.xlsx 市县!C13 error: '2o17' is no period of this scheme. Write one of 2019, q1, q2, or an earlier year; or nothing, for the whole period.",
    ),
    (
        "统计局.xlsx 市县!D13 错误：“growth”处写了“—”，不是数。没有数的请留空，并在长表或模板的 absence 列写明原因。",
        "统计局.xlsx 市县!D13 error: 'growth': '—' is no number. Where there is no figure leave the cell empty, and give the cause in the column absence of a long table or of the template.",
    ),
    (
        "统计局.xlsx 市县!G13 错误：“huge”的数“12.5%”是百分数（或设了百分比格式），而这一指标的单位是“—”。请按这个单位填写数字，不带百分号。",
        "统计局.xlsx 市县!G13 error: 'huge': '12.5%' is per cent (or has a percent format), but the unit of this indicator is '—'. Write the number in that unit, without a percent sign.",
    ),
    (
        "统计局.xlsx 平时!C2 错误：“quarter”的数“１２．５％”是百分数（或设了百分比格式），而这一指标的单位是“分 points”。请按这个单位填写数字，不带百分号。",
        "统计局.xlsx 平时!C2 error: 'quarter': '１２．５％' is per cent (or has a percent format), but the unit of this indicator is '分 points'. Write the number in that unit, without a percent sign.",
    ),
    (
        "统计局.xlsx 平时!C3 错误：“quarter”的数“12.5%”是百分数（或设了百分比格式），而这一指标的单位是“分 points”。请按这个单位填写数字，不带百分号。",
        "统计局.xlsx 平时!C3 error: 'quarter': '12.5%' is per cent (or has a percent format), but the unit of this indicator is '分 points'. Write the number in that unit, without a percent sign.",
    ),
    (
        "统计局.xlsx 平时!C5 错误：“quarter”的数 0.0000001 小数位数太多（最多 1 位）。系统不代为四舍五入，请核实后改写。",
        "统计局.xlsx 平时!C5 error: 'quarter': 0.0000001 has too many decimals (at most 1). Nothing is rounded here; check it and write it so.",
    ),
    (
        "统计局.xlsx 平时!B6 错误：“q3”不是本方案的时段。可以写：2019, q1, q2，或更早的年份；全期的数可以留空。",
        "统计局.xlsx 平时!B6 error: 'q3' is no period of this scheme. Write one of 2019, q1, q2, or an earlier year; or nothing, for the whole period.",
    ),
    (
        "统计局.xlsx 平时!C6 错误：“quarter”的值“true”不是数。请写成 85 或 85.5 这样的数字。",
        "统计局.xlsx 平时!C6 error: 'quarter': 'true' is not a number. Write it as 85 or 85.5.",
    ),
    (
        "统计局（副本）.xlsx 错误：“统计局（副本）.xlsx”与“统计局.xlsx”内容完全相同，同一份表报了两次。请只留一份；若本应是另一单位的表，请换成正确的文件。",
        "统计局（副本）.xlsx error: '统计局（副本）.xlsx' is the same as '统计局.xlsx', to the last byte. Keep one of them; or, if it should be another department's, put the right file here.",
    ),
    (
        "网页.xls 错误：“网页.xls”名为工作簿，内容却是网页或文本（常见于从网页系统导出的表）。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”。",
        "网页.xls error: '网页.xls' is called a workbook but holds a web page or text, as some systems export it. Open it in Excel or WPS and save it as .xlsx.",
    ),
]
