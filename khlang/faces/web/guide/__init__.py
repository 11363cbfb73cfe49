"""The user guide inside the program (LOGIN-4): chapters in `text/`, pictures among the static files, help in place, walks.

`book` reads and renders the chapters, `flow` draws their flowcharts, `finding` searches them, `places` knows which heading
explains a page, `walks` leads a role through its day.
"""
