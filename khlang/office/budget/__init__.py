"""The budget of a fiscal year: ordinance, supplementary budget, transfer and amendment of explanations.

Regulation: ระเบียบกระทรวงมหาดไทยว่าด้วยวิธีการงบประมาณขององค์กรปกครองส่วนท้องถิ่น พ.ศ. 2563. Every movement of a budget line is
a balanced pair of lines on `budget` accounts (sub = the line's id), so a line's remaining amount is a ledger balance
that the database itself keeps from falling below zero. Documents: ordinance, supplementary, budget_transfer,
explanation_amendment.
"""
