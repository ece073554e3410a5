"""Responses of a project as tables: CSV, XLSX, SPSS and Stata, with a codebook.

`variables` says which columns an instrument has, `table` fills them, the others write them.
"""
