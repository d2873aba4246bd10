"""Wording: figures that cannot be taken, from the file down to the single cell."""

from __future__ import annotations

from kaohe.engine.explanation import Text

TEXTS: dict[str, Text] = {
    "not_a_file": Text(
        "“{file}”不是文件（是文件夹或断开的链接）。请放入文件本身。",
        "'{file}' is not a file (but a folder, or a link to nothing). Put the file itself there.",
    ),
    # stored runs
    "not_a_stored_run": Text(
        "“{folder}”不是存档的计分结果。请用 kaohe score … --formats csv,parquet 生成。",
        "'{folder}' holds no stored run. Make one with kaohe score … --formats csv,parquet.",
    ),
    "score_too_large": Text(
        "“{subject}”的“{score}”大得写不进结果（共 {n} 个对象）。请检查数据是否有误，或改小指标的单位。",
        "'{score}' of '{subject}' is too large to be written ({n} subjects in all). Check the figures, or count in larger "
        "units.",
    ),
    "run_was_changed": Text(
        "“{folder}”里存的数据或结果在计分之后被改动或损坏，不能据以说明。请用原始备份，或重新计分。",
        "The figures or results kept in '{folder}' were changed or damaged after scoring and explain nothing. Use a backup, "
        "or score again.",
    ),
    "run_of_another_scheme": Text(
        "这次计分所用的方案与“{scheme}”现在的文本不同。请用当时的方案：结果文件夹里的 inputs/scheme。",
        "The run was made with another text than '{scheme}' has now. Use the scheme it was made with: inputs/scheme in "
        "the run's folder.",
    ),
    # the files
    "no_such_figures": Text(
        "找不到“{path}”。请核对数据文件夹的名称和位置。",
        "There is no '{path}'. Check the name and place of the folder with the figures.",
    ),
    "figures_not_readable": Text(
        "文件打不开：{said}。请检查文件是否被占用、是否有读取权限。",
        "The file cannot be opened: {said}. Check that no other program holds it and that you may read it.",
    ),
    "no_tables": Text(
        "这里没有数据表。请放入填好的工作簿（.xlsx），或以表名命名的 CSV、Parquet 文件，例如 subjects.csv；可用的表名：{allowed}。",
        "There are no tables here. Put in workbooks (.xlsx) that were filled in, or CSV or Parquet files named after their "
        "table, such as subjects.csv. Tables: {allowed}.",
    ),
    "unknown_file": Text(
        "文件名“{file}”不是表名。{hint}可用的表名：{allowed}；分部门报送的可加后缀，例如 figures_statistics.csv。",
        "'{file}' is not the name of a table.{hint} Tables: {allowed}. Parts from several departments have a suffix, "
        "such as figures_statistics.csv.",
    ),
    "unknown_table": Text(
        "没有名为“{name}”的表。{hint}可用的表名：{allowed}。",
        "There is no table '{name}'.{hint} Tables: {allowed}.",
    ),
    "excel_not_read": Text(
        "“{file}”是工作簿，这里只读 CSV 和 Parquet。请逐个工作表另存为“CSV UTF-8”，文件名用表名。",
        "'{file}' is a workbook; only CSV and Parquet are read here. Save each tab as CSV UTF-8, named after its table.",
    ),
    "format_not_read": Text(
        "“{file}”的格式（{format}）不能读取。请另存为 .xlsx 工作簿、CSV 或 Parquet。",
        "'{file}' is of a format ({format}) that is not read. Save it as a workbook (.xlsx), as CSV or as Parquet.",
    ),
    "table_in_two_formats": Text(
        "同一张表有两个文件：还有“{other}”。请只留一个，以免重复计算。",
        "The same table is here twice: there is '{other}' too. Keep one, so that nothing counts double.",
    ),
    "empty_table_file": Text(
        "文件是空的，连表头也没有。没有数据的表请整个删去文件。",
        "The file is empty, without even a header. Remove the file of a table that has no rows.",
    ),
    "excel_named_csv": Text(
        "文件名是 .csv，内容却是电子表格。请打开后另存为“CSV UTF-8”，不要只改扩展名。",
        "The file is called .csv but is a spreadsheet. Open it and save it as CSV UTF-8; renaming is not enough.",
    ),
    "not_plain_text": Text(
        "文件不是可读的文本（可能存成了“Unicode 文本”或二进制格式）。请另存为“CSV UTF-8”。",
        "The file is not plain text (perhaps it was saved as Unicode Text, or is binary). Save it as CSV UTF-8.",
    ),
    "not_decodable": Text(
        "这一行起有无法识别的字符：文件不是完好的 UTF-8，也不是 GB18030。请用原软件重新另存为“CSV UTF-8”。",
        "From this line on there are characters that cannot be read: the file is neither sound UTF-8 nor GB18030. Save "
        "it again as CSV UTF-8 with the program that made it.",
    ),
    "other_separator": Text(
        "表头“{header}”里没有逗号。各列请用英文逗号分隔（不要用分号、制表符或中文逗号）。",
        "The header '{header}' has no comma. Separate columns by commas, not by semicolons, tabs or full-width commas.",
    ),
    "no_header": Text(
        "第一行“{header}”不是 {table} 表的表头。请在第一行写列名：{allowed}。",
        "The first row, '{header}', is not a header of the table {table}. Write the column names first: {allowed}.",
    ),
    "column_without_name": Text(
        "第 {number} 列有内容但没有列名。请补上列名，或删去这一列。",
        "Column {number} has content but no name. Name it, or remove it.",
    ),
    "column_twice": Text(
        "列名“{column}”出现了不止一次。请改名或删去多余的一列。",
        "There is more than one column '{column}'. Rename or remove the others.",
    ),
    "row_too_long": Text(
        "这一行有 {cells} 格，表头只有 {columns} 列（多出：{extra}）。内容里有逗号的，请给整格加英文双引号。",
        "This row has {cells} cells, the header {columns} names (too many: {extra}). Put quotation marks around a cell "
        "that holds a comma.",
    ),
    "stray_quotation_mark": Text(
        '这一行的英文双引号没有成对。引号应包住整格，格内的引号写两个（""）。',
        'A quotation mark here has no counterpart. Marks go around a whole cell; one inside is doubled ("").',
    ),
    "csv_not_readable": Text(
        "文件无法按 CSV 读取（{said}）。请用表格软件重新另存为“CSV UTF-8”。",
        "The file cannot be read as CSV ({said}). Save it again as CSV UTF-8 with a spreadsheet program.",
    ),
    "parquet_not_readable": Text(
        "文件无法按 Parquet 读取（{said}）。请重新导出。",
        "The file cannot be read as Parquet ({said}). Export it again.",
    ),
    # the columns
    "column_missing": Text(
        "{table} 表缺少“{column}”列。请补上这一列。",
        "The table {table} has no column '{column}'. Add it.",
    ),
    "unknown_column": Text(
        "{table} 表没有“{column}”这一列。{hint}可用的列：{allowed}。不需要的列请删去。",
        "The table {table} has no column '{column}'.{hint} Columns: {allowed}. Remove a column that is not needed.",
    ),
    "unknown_indicator_column": Text(
        "“{column}”列不是方案中的指标。{hint}可用的列：{allowed}。不需要的列请删去。",
        "Column '{column}' is no indicator of the scheme.{hint} Columns: {allowed}. Remove a column that is not needed.",
    ),
    "column_type": Text(
        "“{column}”列的类型（{type}）不能用在这里。数值请用整数、小数或文本列。",
        "Column '{column}' is of a type ({type}) that does not belong here. Use whole numbers, decimals or text.",
    ),
    "attribute_missing": Text(
        "方案为 {kind} 规定了属性“{column}”，subjects 表却没有这一列。请补上；不清楚的可以留空格子，但列要有。",
        "The scheme gives every {kind} the attribute '{column}', but the table subjects has no such column. Add it; a "
        "cell may be empty where the value is not known.",
    ),
    "more_like_these": Text(
        "从这里起还有 {count} 处同样的问题，不再逐一列出。",
        "There are {count} more like these, beginning here; they are not listed.",
    ),
    "more_bad_numbers": Text(
        "从这里起这一列还有 {count} 个数不能取用，不再逐一列出。请先改正前面的。",
        "From here on {count} more numbers of this column cannot be taken; they are not listed. Correct the first ones.",
    ),
    # any cell
    "cell_missing": Text("这一格不能为空，请补填。", "This cell must not be empty. Fill it in."),
    "unseen_characters": Text(
        "“{value}”里有看不见的或损坏的字符（尖括号所示），会使同一个名称被当成两个。请删去后重新输入。",
        "'{value}' holds characters that are unseen or damaged (in angle brackets); they make one name look like two. "
        "Delete them and type the text again.",
    ),
    # subjects
    "no_subjects": Text(
        "没有考核对象。请在 subjects 表中列出参加考核的对象，每个一行。",
        "There are no subjects. List who is assessed in the table subjects, one in a row.",
    ),
    "subject_twice": Text(
        "考核对象“{value}”重复，前面 {first} 已有。请删去一行，或更正编号。",
        "Subject '{value}' stands here again, after {first}. Remove one row, or correct the id.",
    ),
    "unknown_kind": Text(
        "对象类别“{value}”无效。{hint}只能写：{allowed}（单位、领导班子、领导干部）。",
        "'{value}' is no kind of subject.{hint} Write one of {allowed}.",
    ),
    "no_groups": Text(
        "方案没有为 {kind} 分组，这里却写了“{value}”。请清空这一格，或在方案的 groups 中写明。",
        "The scheme has no groups for a {kind}, yet '{value}' stands here. Clear the cell, or define groups in the scheme.",
    ),
    "group_missing": Text(
        "没有写分组。{kind} 按组比较，请填写其中之一：{allowed}。",
        "The group is missing. A {kind} is compared within its group; write one of {allowed}.",
    ),
    "unknown_group": Text(
        "方案中没有“{value}”这一组（{kind}）。{hint}可用的组：{allowed}。",
        "The scheme has no group '{value}' for a {kind}.{hint} Groups: {allowed}.",
    ),
    "parent_missing": Text(
        "没有写上级（parent）。{kind} 须写明所属的 {above} 编号。",
        "The parent is missing. A {kind} belongs to a {above}: write its id.",
    ),
    "unknown_parent": Text(
        "上级“{value}”不在 subjects 表中。{hint}请更正编号，或把它列入表中。",
        "The parent '{value}' is not in the table subjects.{hint} Correct the id, or list it.",
    ),
    "parent_of_wrong_kind": Text(
        "上级“{value}”是 {found}，而 {kind} 的上级应是 {above}。请改填正确的编号。",
        "The parent '{value}' is a {found}, but that of a {kind} is a {above}. Write the right id.",
    ),
    "parents_in_a_circle": Text(
        "上下级绕成了一圈：{circle}。请改正其中一个上级。",
        "The parents go round in a circle: {circle}. Correct one of them.",
    ),
    "attribute_of_other_kind": Text(
        "方案没有为 {kind} 规定这一属性，这里却写了“{value}”。请清空这一格。",
        "The scheme gives a {kind} no such attribute, yet '{value}' stands here. Clear the cell.",
    ),
    "value_not_allowed": Text(
        "“{of}”的值“{value}”不在方案规定之内。{hint}可选：{allowed}。",
        "'{value}' is none of the values that the scheme allows for '{of}'.{hint} Values: {allowed}.",
    ),
    "neither_yes_nor_no": Text(
        "“{of}”只能填是或否，这里写了“{value}”。可以写：{allowed}。",
        "'{of}' is yes or no, but '{value}' stands here. Write one of {allowed}.",
    ),
    # numbers
    "number_odd_characters": Text(
        "“{of}”的数“{value}”里有全角字符、空格或引号。请改写为 {corrected}。",
        "'{of}': the number '{value}' holds full-width characters, blanks or quotes. Write {corrected}.",
    ),
    "number_with_commas": Text(
        "“{of}”的数“{value}”带了千分位逗号。请改写为 {corrected}。",
        "'{of}': the number '{value}' has thousands commas. Write {corrected}.",
    ),
    "number_with_percent": Text(
        "“{of}”的数“{value}”带了百分号。请只写数字：以百分数计的写 {corrected}，以比值计的先换算。",
        "'{of}': '{value}' has a percent sign. Write the number alone: {corrected} where per cent are meant, else convert it.",
    ),
    "number_with_words": Text(
        "“{of}”的数“{value}”后面带了“{words}”。请换算成方案规定的单位后只写数字。",
        "'{of}': '{words}' follows the number in '{value}'. Convert it to the unit that the scheme states, and write the number alone.",
    ),
    "number_scientific": Text(
        "“{of}”的数“{value}”是科学记数法，可能已被表格软件舍去位数。请核对原始数据后写成普通数字，例如 {corrected}。",
        "'{of}': '{value}' is in scientific notation; a spreadsheet may have cut digits off. Check the source and write "
        "it out, such as {corrected}.",
    ),
    "number_is_a_mark": Text(
        "“{of}”处写了“{value}”，不是数。没有数的请留空，并在长表或模板的 absence 列写明原因。",
        "'{of}': '{value}' is no number. Where there is no figure leave the cell empty, and give the cause in the column "
        "absence of a long table or of the template.",
    ),
    "figure_not_a_number": Text(
        "“{of}”的值“{value}”不是数。请写成 85 或 85.5 这样的数字。",
        "'{of}': '{value}' is not a number. Write it as 85 or 85.5.",
    ),
    "too_many_decimals": Text(
        "“{of}”的数 {value} 小数位数太多（最多 {decimals} 位）。系统不代为四舍五入，请核实后改写。",
        "'{of}': {value} has too many decimals (at most {decimals}). Nothing is rounded here; check it and write it so.",
    ),
    "figure_out_of_range": Text(
        "“{of}”的数 {value} 超出允许范围（{low} 至 {high}）。请核实数字和单位；确实如此的，请修改方案中的 range。",
        "'{of}': {value} is outside what is allowed ({low} to {high}). Check the number and its unit; if it is right, "
        "change `range` in the scheme.",
    ),
    "number_out_of_range": Text(
        "“{of}”的数 {value} 不在 {low} 至 {high} 之内。请核实后改写。",
        "'{of}': {value} is not within {low} to {high}. Check and correct it.",
    ),
    "float_not_exact": Text(
        "“{of}”的数 {value} 是浮点数，无法确定是哪一个 {decimals} 位小数（多为计算留下的尾数）。请在导出前按位数取整，"
        "或以文本、Decimal 列提供。",
        "'{of}': {value} is a float, and cannot be told to be one decimal of {decimals} places (mostly, a computation left "
        "it so). Round it before it is exported, or send text or Decimal.",
    ),
    "total_too_high": Text(
        "“{subject}”的“{of}”合计超过上限 {high}（从这一行起计）。请核实是否多填或重复。",
        "The '{of}' of '{subject}' add up to more than {high}, beginning with this row. Check for mistakes and repetition.",
    ),
    # dates
    "date_in_other_form": Text(
        "日期“{value}”请写成 {corrected}。",
        "Write the date '{value}' as {corrected}.",
    ),
    "date_unreadable": Text(
        "“{value}”不是日期。请写成 2019-03-05 这样的形式。",
        "'{value}' is no date. Write it as 2019-03-05.",
    ),
    "no_such_date": Text(
        "“{value}”这一天不存在。请核对月份和日期。",
        "There is no such day as '{value}'. Check the month and the day.",
    ),
    "ends_before_it_begins": Text(
        "截止日期 {value} 早于开始日期 {from}。请核对。",
        "It ends on {value}, before it begins on {from}. Check both dates.",
    ),
    # figures
    "unknown_subject": Text(
        "“{value}”不在 subjects 表中。{hint}请更正编号，或先把它列为考核对象。",
        "'{value}' is not in the table subjects.{hint} Correct the id, or list it there first.",
    ),
    "unknown_indicator": Text(
        "方案中没有“{value}”这一指标。{hint}可用的指标：{allowed}。",
        "The scheme has no indicator '{value}' here.{hint} Indicators: {allowed}.",
    ),
    "counted_from_events": Text(
        "“{indicator}”按事件计数。请把每件事写进 events 表，不要在 figures 表里报数。",
        "'{indicator}' is counted from events. Write each event in the table events, and no figure here.",
    ),
    "read_from_history": Text(
        "“{indicator}”取自 history 表中以往年度的得分，不在 figures 表里报数。请删去，或写进 history 表。",
        "'{indicator}' is taken from the scores of earlier years in the table history. Send no figure here; write it there.",
    ),
    "no_discipline": Text(
        "{folder} 里没有可读的计分结果（run.json、discipline.csv）。请先用 kaohe score 对上年方案计分。",
        "{folder} holds no run that can be read (run.json, discipline.csv). Score last year's scheme with kaohe score first.",
    ),
    "not_a_run": Text(
        "{folder} 里没有可以冻结的年度结果（history.csv）。请先用 kaohe score 对年度考核（period.kind: annual）计分，格式含 csv。",
        "{folder} holds no results of a year to be frozen (history.csv). Make them with kaohe score from an annual scheme "
        "(`period.kind: annual`), with csv among the formats.",
    ),
    "not_a_history_table": Text(
        "“{file}”不是往年结果表的文件名，写进去读不出来。请写成 history.csv（或 history_后缀.csv）。",
        "'{file}' is not a name of a history table; it would not be read as one. Name it history.csv (or history_SUFFIX.csv).",
    ),
    "year_frozen_otherwise": Text(
        "“{subject}” {year} 年已有另一结果（得分 {score}、等次 {grade}、来源 {run}），不能改写。请核实；确要改写，请加 --overwrite。",
        "'{subject}' already has another result for {year} (score {score}, grade {grade}, run {run}), which is not changed. "
        "Check which is right; to replace it, add --overwrite.",
    ),
    "year_not_frozen": Text(
        "“{subject}” {year} 年的结果没有冻结在这里。",
        "The result of '{subject}' for {year} is not frozen here.",
    ),
    "year_differs": Text(
        "“{subject}” {year} 年冻结的是得分 {score}、等次 {grade}、来源 {run}；重新计算得到的是得分 {now_score}、等次 {now_grade}、"
        "来源 {now_run}。来源不同，是方案或数据变了；来源相同，是这一行被改过。",
        "'{subject}', {year}: frozen are score {score}, grade {grade}, run {run}; computed anew they are score {now_score}, "
        "grade {now_grade}, run {now_run}. Another run: the scheme or the figures have changed. The same run: this row has.",
    ),
    "not_counted_from_events": Text(
        "“{indicator}”是直接报数的指标，不按事件计数。请把数字写进 figures 表。",
        "'{indicator}' is reported as a figure, not counted from events. Write its number in the table figures.",
    ),
    "event_word_missing": Text(
        "“{indicator}”的事件必须写明“{which}”，这一格是空的。可用：{allowed}。",
        "An event of '{indicator}' needs its '{which}', and this cell is empty. Possible: {allowed}.",
    ),
    "event_word_unknown": Text(
        "“{indicator}”的“{which}”没有“{value}”这一种。{hint}可用：{allowed}。",
        "'{value}' is no {which} of '{indicator}'.{hint} Possible: {allowed}.",
    ),
    "indicator_of_other_kind": Text(
        "“{subject}”是 {kind}，而指标“{indicator}”只用于 {wanted}。请删去这个数，或更正对象。",
        "'{subject}' is a {kind}, but the indicator '{indicator}' is for a {wanted}. Remove the figure, or correct the "
        "subject.",
    ),
    "indicator_of_other_group": Text(
        "“{subject}”属于“{group}”组，而指标“{indicator}”只用于：{groups}。请删去这个数，或更正分组。",
        "'{subject}' is in the group '{group}', but the indicator '{indicator}' is only for {groups}. Remove the figure, "
        "or correct the group.",
    ),
    "event_of_other_kind": Text(
        "“{value}”是 {kind}，而事件指标“{indicator}”只用于 {wanted}。请更正对象。",
        "'{value}' is a {kind}, but events of '{indicator}' are for a {wanted}. Correct the subject.",
    ),
    "event_of_other_group": Text(
        "“{value}”所在的组没有事件指标“{indicator}”（只用于：{groups}）。请更正对象或分组。",
        "Events of '{indicator}' are only for {groups}, and '{value}' is not among them. Correct the subject or its group.",
    ),
    "unknown_period": Text(
        "“{value}”不是本方案的时段。{hint}可以写：{allowed}，或更早的年份；全期的数可以留空。",
        "'{value}' is no period of this scheme.{hint} Write one of {allowed}, or an earlier year; or nothing, for the whole "
        "period.",
    ),
    "period_needed": Text(
        "指标“{indicator}”每个时段各报一个数，请写明是哪个时段：{parts}。",
        "The indicator '{indicator}' has one figure for each part of the period. Write which: {parts}.",
    ),
    "period_not_wanted": Text(
        "指标“{indicator}”全期只报一个数，不分时段。请清空时段“{period}”，只留一行。",
        "The indicator '{indicator}' has one figure for the whole period. Clear the period '{period}' and keep one row.",
    ),
    "earlier_not_used": Text(
        "“{period}”是以前年份的数，方案既没有规定用它代替“{indicator}”的缺数，也没有规定与它比较。请删去。",
        "'{period}' is an earlier year, and the scheme neither lets '{indicator}' fall back on it nor compares with it. "
        "Remove the figure.",
    ),
    "figure_twice": Text(
        "“{subject}”的“{indicator}”报了两次，前面 {first} 已有。请只留一个。",
        "'{indicator}' of '{subject}' is reported twice, first at {first}. Keep one of them.",
    ),
    "row_twice": Text(
        "“{subject}”同一时段有两行，前面 {first} 已有。请合并成一行。",
        "'{subject}' has two rows for the same period, the first at {first}. Make them one.",
    ),
    "neither_number_nor_cause": Text(
        "“{subject}”的“{indicator}”既没有数，也没有缺数原因。请填数，或在 absence 列写明原因：{allowed}。",
        "'{indicator}' of '{subject}' has neither a number nor a cause of absence. Give the number, or in the column "
        "absence one of {allowed}.",
    ),
    "unknown_cause": Text(
        "缺数原因“{value}”无效。{hint}只能写：{allowed}（未到报送期、逾期未报、不适用、无法取得、未公布）。",
        "'{value}' is no cause of absence.{hint} Write one of {allowed}.",
    ),
    "absent_and_present": Text(
        "“{subject}”的“{indicator}”写了缺数原因“{value}”，同一行却有数。请删去其中之一。",
        "'{indicator}' of '{subject}' is absent ('{value}') and has a number in the same row. Remove one of them.",
    ),
    "adjusted_without_reason": Text(
        "“{subject}”的“{indicator}”有调整值，但没有写调整理由（reason）。请补填。",
        "'{indicator}' of '{subject}' is adjusted without a reason. Write it in the column reason.",
    ),
    "adjusted_without_document": Text(
        "“{subject}”的“{indicator}”有调整值，但没有写依据文件（document）。请补填文号。",
        "'{indicator}' of '{subject}' is adjusted without a document. Name it in the column document.",
    ),
    # rating forms
    "form_not_in_scheme": Text(
        "方案中没有测评表“{value}”。{hint}可用的测评表：{allowed}。",
        "The scheme has no rating form '{value}'.{hint} Forms: {allowed}.",
    ),
    "form_of_options": Text(
        "测评表“{form}”是选项式的。请把各选项的票数写进 tallies 表。",
        "The form '{form}' is answered by options. Write how often each was chosen in the table tallies.",
    ),
    "form_of_marks": Text(
        "测评表“{form}”是打分式的。请把每人的打分写进 ratings 表。",
        "The form '{form}' is answered by marks. Write each rater's mark in the table ratings.",
    ),
    "unknown_item": Text(
        "测评表“{form}”没有“{value}”这一项。{hint}可用的项：{allowed}。",
        "The form '{form}' has no item '{value}'.{hint} Items: {allowed}.",
    ),
    "unknown_option": Text(
        "测评表“{form}”没有“{value}”这一选项。{hint}可用的选项：{allowed}。",
        "The form '{form}' has no option '{value}'.{hint} Options: {allowed}.",
    ),
    "no_classes": Text(
        "测评表“{form}”不分票种，这里却写了“{value}”。请清空这一格。",
        "The form '{form}' has no classes of raters, yet '{value}' stands here. Clear the cell.",
    ),
    "class_missing_in_row": Text(
        "测评表“{form}”按票种计分，请写明票种：{allowed}。",
        "The form '{form}' is counted by classes of raters. Write one of {allowed}.",
    ),
    "unknown_class": Text(
        "测评表“{form}”没有“{value}”这一票种。{hint}可用的票种：{allowed}。",
        "The form '{form}' has no class of raters '{value}'.{hint} Classes: {allowed}.",
    ),
    "rated_twice": Text(
        "“{rater}”对“{subject}”的“{item}”打了两次分，前面 {first} 已有。请只留一个。",
        "'{rater}' rated '{item}' of '{subject}' twice, first at {first}. Keep one of them.",
    ),
    "tallied_twice": Text(
        "“{subject}”的“{item}”选项“{value}”有两行票数，前面 {first} 已有。请合并。",
        "The option '{value}' for '{item}' of '{subject}' is counted in two rows, the first at {first}. Make them one.",
    ),
    # earlier years, statuses, decisions
    "year_twice": Text(
        "“{subject}”的 {value} 年有两行，前面 {first} 已有。请只留一行。",
        "'{subject}' has two rows for {value}, the first at {first}. Keep one of them.",
    ),
    "unknown_grade": Text(
        "“{value}”不是 {kind} 的等次。{hint}可用的有：{allowed}。",
        "'{value}' is no grade of a {kind}.{hint} Grades: {allowed}.",
    ),
    "kind_not_graded": Text(
        "方案不给 {kind} 评等次，这里却写了“{value}”。请删去，或在方案的 grading 中写明。",
        "The scheme does not grade a {kind}, yet '{value}' stands here. Remove it, or define grades in the scheme.",
    ),
    "unknown_status": Text(
        "方案中没有状态“{value}”（{kind}）。{hint}可用的状态：{allowed}。",
        "The scheme has no status '{value}' for a {kind}.{hint} Statuses: {allowed}.",
    ),
    "no_statuses": Text(
        "方案没有为 {kind} 规定状态，“{value}”不起作用。请删去这一行，或在方案的 grading 中写明 statuses。",
        "The scheme has no statuses for a {kind}, so '{value}' would mean nothing. Remove the row, or define `statuses` "
        "under `grading`.",
    ),
    "status_twice": Text(
        "“{subject}”的状态“{value}”写了两次，前面 {first} 已有。请删去一行。",
        "The status '{value}' of '{subject}' stands here again, after {first}. Remove one row.",
    ),
    "decided_twice": Text(
        "“{subject}”在 {value} 有两项决定，前面 {first} 已有。请只留有效的一项。",
        "There are two decisions on '{subject}' of {value}, the first at {first}. Keep the one that holds.",
    ),
}
