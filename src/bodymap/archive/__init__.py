"""What is kept from one session to the next: clients, their visits, backups, what goes out. The only part that knows a database.

Knows the session and its document; a stranger to plates, records of muscles and matching. `bodymap.archive.visit` holds the values and
is light; everything else is imported when an archive is opened.
"""
