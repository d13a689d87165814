"""The queue. It lies beside the ledger: nothing in it is a fact about anybody."""

from django.db import models
from django.db.models import Q

from aia.background.terms import TaskState
from aia.kit.ids import new_id


class QueuedTask(models.Model):
    """One call that waits: a function by its dotted name, and its arguments (ids and codes)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=TaskState, default=TaskState.WAITING)
    enqueued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=200, blank=True)
    error_places = models.JSONField(default=list)

    class Meta:
        indexes = (
            models.Index(
                fields=("due_at", "id"),
                condition=Q(state=TaskState.WAITING),
                name="tasks_that_wait",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.id}"


class Night(models.Model):
    """One nightly duty on one night: there is a row as soon as it stands in the queue."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    duty = models.CharField(max_length=60)
    night = models.DateField()
    enqueued_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    told = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("duty", "night"), name="a_duty_once_a_night"),
        )

    def __str__(self) -> str:
        return f"{self.duty} {self.night}"
