"""Settings of one installation. What differs between places comes from the environment.

AIA_HOME            where data and keys live
DATABASE_URL        postgres://… selects PostgreSQL; without it, SQLite under AIA_HOME
AIA_HOSTS           comma-separated host names served (default: this machine)
AIA_ORIGINS         comma-separated https origins; when set, cookies travel over https only
AIA_PROXIES         how many trusted reverse proxies stand in front (default 0)
AIA_OIDC            an OpenID Connect provider, as JSON (see config/openid.py)
AIA_PUBLISHER       who publishes open data, as JSON: {"ipa": code in the index of public
                    administrations, "name": its name}; default: the district itself
AIA_EMAIL_URL       smtp://user:password@host:port; without it, messages are written to AIA_HOME
"""

import json
import os
from datetime import timedelta
from functools import partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from aia.config import database
from aia.config.home import home, master_secrets, replace_master, retire_masters, secret
from aia.config.openid import openid_apps

HOME = home()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = secret("django").hex()
DEBUG = False


def _listed(variable: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(variable, default).split(",") if part.strip()]


ALLOWED_HOSTS = _listed("AIA_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = _listed("AIA_ORIGINS")
BEHIND_HTTPS = bool(CSRF_TRUSTED_ORIGINS)
# What links in messages begin with.
PUBLIC_ADDRESS = (
    CSRF_TRUSTED_ORIGINS[0].rstrip("/")
    if CSRF_TRUSTED_ORIGINS
    else f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
)

INSTALLED_APPS = [
    "aia.web",
    "aia.observatory",
    "aia.community",
    "aia.sensing",
    "aia.commons",
    "aia.pathways",
    "aia.people",
    "aia.access",
    "aia.territory",
    "aia.trace",
    "aia.background",
    "aia.matching",
    "aia.config",
    "aia.demo",
    "bootstrap_italia_template",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_htmx",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "aia.web.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "aia.web.errors.PlainAddresses",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "aia.access.middleware.SignInRequired",
    "aia.access.middleware.ActorOfRequest",
    "aia.access.middleware.SecondStepRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "aia.web.errors.ErrorPages",
]

ROOT_URLCONF = "aia.config.urls"
WSGI_APPLICATION = "aia.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "aia.web.context.page",
            ],
        },
    }
]
FORM_RENDERER = "aia.web.rendering.FormRenderer"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": database.configured(HOME)}

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "aia.access.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "aia.access.forms.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Aia: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_HTTPS else "http"
# Per address and per account, on top of the lock-out below. `invitation` is our own page.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,10/5m/key", "invitation": "10/m/ip"}
MFA_ADAPTER = "aia.access.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Aia"
SOCIALACCOUNT_ADAPTER = "aia.access.adapters.ProviderAdapter"
# The door for SPID and CIE, through an OpenID Connect proxy (ADR 0004).
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": openid_apps(os.environ.get("AIA_OIDC", ""))}}
# How many trusted proxies stand in front and write X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("AIA_PROXIES", "0"))
# These few are counted by each web process, in its memory: with two processes the limit is double.
# What protects a password is the lock-out that follows.
# Five wrong passwords for an account from one address close it to that address for a while. Kept
# in the database, so it holds for every worker process; nobody can lock somebody else out.
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_TEMPLATE = "access/locked_out.html"
AXES_CLIENT_IP_CALLABLE = "aia.access.adapters.client_ip"
AXES_USERNAME_CALLABLE = "aia.access.adapters.signing_in_as"
AXES_SENSITIVE_PARAMETERS = ["username", "email", "login", "password", "ip_address"]
AXES_DISABLE_ACCESS_LOG = True

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
FORMAT_MODULE_PATH = "aia.web.formats"
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = ["aia.web.static_files.WantedFilesFinder"]
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = HOME / "attachments"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "aia.web.static_files.HashedFiles"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        # The theme's CSS carries one small icon font inside itself.
        "font-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_HTTPS
SECURE_HSTS_PRELOAD = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# Django's limit above does not count files: one attachment (10 MB) with its form.
LARGEST_BODY = 12 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "aia.web.uploads.WithinLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

_IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _IN_MEMORY},
    # Counts of the doors that anybody may use: many sources at once must not push others out.
    "limits": {"BACKEND": _IN_MEMORY, "LOCATION": "limits", "OPTIONS": {"MAX_ENTRIES": 50_000}},
}

_PLAIN_SMTP = 25
_mail = urlsplit(os.environ.get("AIA_EMAIL_URL", ""))
if _mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = EMAIL_PORT != _PLAIN_SMTP
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "messages"
DEFAULT_FROM_EMAIL = os.environ.get("AIA_EMAIL_FROM", "aia@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.server": {"level": "ERROR"}},
}

# Tasks wait in the database until `aia work` does them; tests do them at once.
AIA_TASKS_AT_ONCE = False

# How modules below `config` reach the installation's own files without importing it.
AIA_MASTER_KEYS = master_secrets
AIA_REPLACE_MASTER = replace_master
AIA_RETIRE_MASTERS = retire_masters
AIA_SEARCH_KEY = partial(secret, "search")
AIA_CHECKPOINT_KEY = partial(secret, "checkpoint")
AIA_BADGE_KEY = partial(secret, "badge")
AIA_PUBLISHER: dict[str, str] = json.loads(os.environ.get("AIA_PUBLISHER") or "{}")
# How `access` reaches the layers above it (see its ports.py).
AIA_KEYRING = "aia.people.queries.keyring"
AIA_SUBJECT_NAMES = "aia.config.wiring.subject_names"
AIA_ORGANISATION_NAMES = "aia.config.wiring.organisation_names"
AIA_DISTRICT_NAMES = "aia.config.wiring.district_names"
AIA_COMPETENCES = "aia.config.wiring.competences"
