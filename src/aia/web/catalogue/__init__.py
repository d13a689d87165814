"""The translations: message ids read from the code, Italian written module by module.

English is the language of the message ids, so its catalogue is complete by construction and
empty. Italian lives in `locale/pieces/<module>.it.tsv`, one line a message, and is merged into
`locale/it/LC_MESSAGES/django.po` and its compiled form, which are kept in the repository: whoever
installs Aia needs no gettext.

    python -m aia.web.catalogue build     merge and compile
    python -m aia.web.catalogue check     say what is missing, left over or out of date
"""
