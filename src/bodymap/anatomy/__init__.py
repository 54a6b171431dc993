"""What exists: structures and their names, sides, and the grammar of places on the body. It knows no coordinates and no drawing."""
