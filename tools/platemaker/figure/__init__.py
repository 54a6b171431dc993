"""Makes a second body from the first: its muscles, bones and attachments warped into another skin, as a mesh pack of its own."""
