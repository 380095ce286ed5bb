"""Every setting, in one file, driven by the environment. Rules of the field (clocks, limits) live in `domain`.

Variables: ROTH_DATABASE_URL, ROTH_DATA_DIR, ROTH_SECRET_KEY, ROTH_DEMO, ROTH_HOSTS, ROTH_ADDRESS, ROTH_ORIGINS,
ROTH_HTTPS, ROTH_OIDC_*, ROTH_REQUIRE_SECOND_FACTOR, ROTH_EMAIL_*. Each may be given as NAME_FILE instead.
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from roth.config import environment

PACKAGE = Path(__file__).resolve().parent.parent
ROOT = PACKAGE.parent
DATA_DIR = Path(environment.text("ROTH_DATA_DIR") or Path.cwd() / "data").resolve()

DEMO = environment.flag("ROTH_DEMO")
HTTPS = environment.flag("ROTH_HTTPS", default=False)
DEBUG = False
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
USE_I18N = True
ALLOWED_HOSTS = environment.words("ROTH_HOSTS", "127.0.0.1,localhost,[::1],testserver")
CSRF_TRUSTED_ORIGINS = environment.words("ROTH_ORIGINS")


def _origin(address: str) -> str:
    """Scheme and host of an address, as a content security policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _secret_key() -> str:
    """The configured key, or one made once and kept beside the data, readable by its owner alone."""
    given = environment.text("ROTH_SECRET_KEY")
    if given:
        return given
    file = DATA_DIR / "secret-key"
    if not file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50), encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",  # for modelsearch; does nothing on SQLite
    "modelsearch",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "roth.ui",
    "roth.accounts",
    "roth.audit",
    "roth.people",
    "roth.contexts",
    "roth.timetable",
    "roth.pathway",
    "roth.contacts",
    "roth.assessments",
    "roth.meetings",
    "roth.disagreements",
    "roth.plans",
    "roth.reviews",
    "roth.quality",
    "roth.finding",
    "roth.voice",
    "roth.chronology",
    "roth.drafts",
    "roth.work",
    "roth.exchange",
    "roth.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "roth.audit.middleware.request_context",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "roth.drafts.middleware.keep_what_was_typed",
    "django.middleware.csrf.CsrfViewMiddleware",
    "roth.voice.wall.own_pages_only",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "roth.accounts.middleware.signed_in",
    "roth.accounts.view_as.viewing_as",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "roth.ui.middleware.domain_errors",
]

ROOT_URLCONF = "roth.config.urls"
WSGI_APPLICATION = "roth.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "OPTIONS": {"environment": "roth.config.jinja.environment"},
    },
    {  # for allauth alone
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "ui" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# SQLite: WAL lets readers go on while one writes; IMMEDIATE takes the write lock at the start of a transaction, so
# two writers queue instead of failing half-way; synchronous NORMAL is safe with WAL.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    " PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
}
DATABASES = {
    "default": dj_database_url.parse(
        environment.text("ROTH_DATABASE_URL") or f"sqlite:///{DATA_DIR / 'roth.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits are counted here, so every process on every machine must see the same count. `roth migrate` makes it.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "counted"}}

# Full-text search in the same database, so that it changes with it; a large site may name OpenSearch here.
MODELSEARCH_BACKENDS = {"default": {"BACKEND": "roth.finding.backend"}}

# --- People and sign-in -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["roth.accounts.backends.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "roth.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "roth.accounts.adapters.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "ROTH Pathways"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # a passkey on http://127.0.0.1, in the demo only
REQUIRE_SECOND_FACTOR = environment.flag("ROTH_REQUIRE_SECOND_FACTOR", default=not DEMO)
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS: dict = {}
if environment.text("ROTH_OIDC_SERVER_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "council",
                "name": environment.text("ROTH_OIDC_NAME", "your organisation's account"),
                "client_id": environment.text("ROTH_OIDC_CLIENT_ID"),
                "secret": environment.text("ROTH_OIDC_CLIENT_SECRET"),
                "settings": {
                    "server_url": environment.text("ROTH_OIDC_SERVER_URL"),
                    # Entra ID sends no `email_verified`: without this its addresses are refused
                    "verified_email": environment.flag("ROTH_OIDC_TRUST_EMAIL"),
                },
            }
        ],
    }

# --- Sessions and transport --------------------------------------------------------------------------------------
SESSION_ENGINE = "roth.accounts.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what was done may name somebody: no cookie
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "roth.ui.errors.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.text("ROTH_BEHIND_PROXY") else None
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.text("ROTH_BEHIND_PROXY") or 0)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # signing in with the organisation's account is a form that leads to it
        "form-action": [
            SELF,
            *([_origin(environment.text("ROTH_OIDC_SERVER_URL"))] if SOCIALACCOUNT_PROVIDERS else []),
        ],
        "manifest-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- Static files --------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [
    ROOT / "build" / "assets",
    ("govuk", ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk"),
    ("moj", ROOT / "node_modules" / "@ministryofjustice" / "frontend" / "moj"),
    ("htmx", ROOT / "node_modules" / "htmx.org" / "dist"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Agencies' reports say what they recommend, where local practice wants that; in Wales they do not.
REPORT_RECOMMENDATION = environment.flag("ROTH_REPORT_RECOMMENDATION", default=True)

# --- Mail and logs -------------------------------------------------------------------------------------------------
EMAIL_BACKEND = environment.text("ROTH_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = environment.text("ROTH_EMAIL_HOST", "localhost")
# Where people reach the service: emails have no request to take it from.
ADDRESS = (environment.text("ROTH_ADDRESS") or "http://127.0.0.1:8000").rstrip("/")
DEFAULT_FROM_EMAIL = environment.text("ROTH_EMAIL_FROM", "roth-pathways@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# Whose working days are counted, and how, when a site has not said otherwise (domain.calendar).
COUNT_MODE = environment.text("ROTH_COUNT_MODE", "exclude")
