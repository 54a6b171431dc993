"""The window: the only package that knows Qt. It paints what the packages below it say, and listens.

State is one frozen value (`state.State`); a gesture makes a new one through the `store.Store`; everything on the screen is drawn from it.
"""
