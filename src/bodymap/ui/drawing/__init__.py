"""The body on the screen and on paper: plates, zones, X's and paint, by one drawing code for both."""
