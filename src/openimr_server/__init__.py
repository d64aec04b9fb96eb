"""The server: where intake staff, physicians, quality and the parties work. One Django app over the job of `openimr`.

models (rows) <- convert, files, access <- actions (every change, in one transaction, logged) <- web, api, jobs <- urls.
"""
