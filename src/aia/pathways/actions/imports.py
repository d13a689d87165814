"""Bringing in an event log: each case a community's pathway with one need, each event a row.

What the log tells is never bent to the line: an event whose act the line does not allow at that
moment is kept as a plain event, and the need stays as it was. The need of an imported case awaits
nothing (`due_on` is empty) until somebody takes it up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import batched
from typing import Protocol, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.kit.crypto import keyed_token, new_key
from aia.kit.ids import derived_id
from aia.pathways.imports.logs import Log, SourceLine
from aia.pathways.imports.mapping import Mapping
from aia.pathways.imports.rules import Standing, allows, begun
from aia.pathways.imports.terms import Act
from aia.pathways.models import Demand, Need, Pathway, SourceEvent
from aia.pathways.rules import values
from aia.pathways.taxonomy import taxonomy
from aia.pathways.verbs import imports as verbs
from aia.pathways.verbs import line
from aia.people.actions import subject_key
