"""The expression language of XLSForm (ODK XPath): read, checked, evaluated; forms filled in by it.

checks     what is wrong with an instrument's expressions, and what other programs do otherwise
form       an instrument made ready; `Form(instrument)`
filling    one respondent's filling: answers in, everything else worked out
formulas   one expression, checked and ready to evaluate
references what `${name}` stands for, and the text that goes into an XForm
differences where Collect and web forms differ, and what is done here
"""
