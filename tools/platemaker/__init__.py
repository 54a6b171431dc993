"""The plate maker: from meshes of one body to the plates, stacks and tables that the app ships.

Run by a maintainer, never by the app. Nothing under ``src/bodymap`` may import it.
"""
