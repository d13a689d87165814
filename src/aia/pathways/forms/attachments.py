"""The forms of an attachment: the team's, and the person's own."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aia.pathways.rules.files import ALLOWED, MOST_BYTES
from aia.web.forms import ActForm

MOST_MEGABYTES = MOST_BYTES // (1024 * 1024)


class FileForm(ActForm):
    """A file that may be kept with a pathway."""

    file = forms.FileField(
        label=gettext_lazy("Which file?"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ALLOWED)}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["file"].help_text = _("Up to %(most)s MB: %(kinds)s.") % {
            "most": MOST_MEGABYTES,
            "kinds": ", ".join(ALLOWED),
        }

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is too big before it is read into memory."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB: make it smaller or split it.")
                % {"most": MOST_MEGABYTES}
            )
        return file


class AttachmentForm(FileForm):
    """A file, and whether the person opens it too."""

    shared = forms.BooleanField(
        label=gettext_lazy("Share it with the person: they can open it too"), required=False
    )
    field_order = ("file", "shared")
