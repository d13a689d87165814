"""Programs that tests run inside an installation."""

GRANT_ROLES = """
from datetime import date
from aia.access.actions import create_account, grant_role
from aia.access.terms import Role, service_actor
from aia.kit.clock import now

installer = service_actor("installation")
for number in range({count}):
    account = create_account(
        actor=installer, email=f"{prefix}{{number}}@example.org", name="Ada Corti", at=now()
    )
    grant_role(
        actor=installer, account=account, role=Role.PLANNER, district="cremona",
        since=date(2026, 1, 1), at=now(),
    )
"""

ROWS_BY_TABLE = """
import json
from aia.config import rows
from hashlib import sha256
import io
told = {}
for model in rows.tables():
    file = io.BytesIO()
    rows.write(model, file)
    told[model._meta.db_table] = sha256(file.getvalue()).hexdigest()
print(json.dumps(told))
"""


def grant_roles(count: int, prefix: str = "ada") -> str:
    """Return a program that makes accounts with a role each."""
    return GRANT_ROLES.format(count=count, prefix=prefix)
