"""The bodies that keep accounts and how they hang together: local governments, their units, the provincial offices
above.

Kinds follow the law of local government (อบจ., เทศบาลนคร/เมือง/ตำบล, อบต.), the outage letters' subordinate units
(หน่วยงานภายใต้สังกัด, UNIT-1 ff.) and the provincial offices that follow them (สถจ.). Divisions (กอง/สำนัก) are
the rows inside one organisation that own budget lines and send documents. Settings are what one office decides for
itself: who signs the printed documents, the foot of its receipts, whether it is too small to keep conflicting
duties apart, its emblem.
"""
