"""Where things are: plates, what is drawn on them, what lies under a point, and the body's own coordinates. It knows no muscle facts."""
