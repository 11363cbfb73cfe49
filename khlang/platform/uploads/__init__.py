"""Files that people bring, looked at before anything is done with them: one door for attachments, scans, workbooks,
statements and emblems.

`kinds.py` what a file is by its content, `names.py` its name made harmless, `pdf.py`, `pictures.py`, `workbooks.py` what is
inside, `clamd.py` the virus scanner of the installation. The limits stand in khlang/standards/uploads.toml (ASVS V5).
"""

from khlang.platform.uploads.kinds import Admitted, admit, check_size
from khlang.platform.uploads.names import clean_name

__all__ = ["Admitted", "admit", "check_size", "clean_name"]
