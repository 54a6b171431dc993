"""What is known of muscles, trigger points and care: frozen records read from `data/`, each claim with its source.

Knows anatomy's names. Must not know plates, meshes, the session or the window.
"""
