"""Weighs marked pain against what is known: zones as sets of skin cells, candidates in a total order, reasons in words.

Pure and without Qt. Knows anatomy, atlas, knowledge and session.
"""
