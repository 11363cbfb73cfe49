"""The web face: pages for people. Views parse the request, call one command or query, and show the answer.

`place` knows who stands where, `forms` draws and reads any command's schema, `present` turns values into text before a template
sees them; `lists`, `detail`, `moves`, `editing` serve every kind of document from its declared Screen.
"""
