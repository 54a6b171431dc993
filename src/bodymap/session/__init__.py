"""What this person marked today: clicks, answers, findings, choices. One frozen value; a gesture makes a new one.

Knows anatomy's names and places. Must not know plates, records of muscles, or the window.
"""
