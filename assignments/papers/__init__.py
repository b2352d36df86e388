"""Which official papers does the follow-up yield? The report to the Standing Committee, the urging letter, the task sheet.

One module a paper: `gather` says what is known, as plain facts that are frozen in a Snapshot; `words` turns the facts into
the words that people may change; `tables` into what stands behind them unchanged. layout.py prints all three alike.
"""
