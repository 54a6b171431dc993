"""What stands round the body: bars, the right column, cards, boxes. Panels show a state and say what was pressed."""
