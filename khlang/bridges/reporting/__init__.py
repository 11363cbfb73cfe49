"""Reports and registers of an organisation, run once to a frozen result that every reader renders from.

    from khlang.bridges.reporting import exports, paper, queries

    queries.names()                                  # ("trial_balance", "daily_status", "journal", …)
    queries.about(name="journal")                    # Report: titles, source, the parameters it asks for
    result = queries.run(name="trial_balance", parameters={"on": "2024-10-31"}, today=today)
    result.tables[0].columns / .rows / .totals       # what a screen shows; cells are satang, dates, texts
    exports.csv_text(result=result), exports.xlsx(…), exports.json_text(…), paper.pdf(…)

Everything runs within the organisation in scope (`tenancy.scope`). Parameters are texts as typed (ISO or Thai dates) or
values; what is not given has a default. A row carries the `document_id` or `voucher_id` behind it, for drilling down.
`khlang.bridges.reporting.prints.print_document` makes the PDF of any document. Refusals: report_unknown,
report_parameter_unknown, report_parameter_missing, report_period_reversed, and those of dates.
"""
