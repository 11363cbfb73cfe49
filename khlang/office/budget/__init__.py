"""The budget of a fiscal year: ordinance, supplementary budget, transfer, amendment of explanations, spending plan, and what
was paid beyond it by memo of the executive.

Regulation: ระเบียบกระทรวงมหาดไทยว่าด้วยวิธีการงบประมาณขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2563. Every movement of a budget line is
a balanced pair of lines on `budget` accounts (sub = the line's id), so a line's remaining amount is a ledger balance
that the database itself keeps from falling below zero. Documents: ordinance, supplementary, budget_transfer,
explanation_amendment, spending_plan, budget_overrun.

Beyond the shelf:
- `limits`: what the law asks of a budget before it takes effect.
- `lines`: from what was typed or imported to budget lines.
- `movements`: what moved on a line, in the words of the office; `spending`: spending plan against what was spent.
- `plan_sheet`: the spreadsheet of a spending plan.
"""
