"""The promises of an app on a server: how each is broken, and the story that turns red then."""

from dataclasses import dataclass

from tests.acceptance.guards import Guard


@dataclass(frozen=True)
class Breach(Guard):
    """A promise, and what breaks it."""

    file: str  # within taskmaster/; ../ leads beside it
    code: str
    without: str = ""
    story: str = ""  # the file of the story, and words of its name if it is not all of them

    @property
    def where(self) -> list[str]:
        """What pytest is told to run."""
        file, _, words = self.story.partition(" ")
        return [f"tests/acceptance/test_{file}.py", *(["-k", words] if words else [])]


OPERATIONS = "operations/"
GUNICORN = "../gunicorn.conf.py"
SETTINGS, EXAMPLE = "settings_of_a_server", "env_example"
DEEP = "    app.register_error_handler(RecursionError, too_deep)\n"
LOSES = "\ndef downgrade():\n    op.execute('DELETE FROM task_tag')\n"
FORGETS = """
    import glob
    for file in glob.glob(f"{os.environ['PROMETHEUS_MULTIPROC_DIR']}/*_{worker.pid}.db"):
        os.remove(file)

"""
READS = 'import os\n\nSANE = os.environ.get("SANE_ID", "") and re.compile(r"['
BREACHES = [
    Breach("the secret of the example", "settings.py", "text == PLACEHOLDER or ", "",
           f"{SETTINGS} SECRET_KEY-example"),
    Breach("a short secret", "settings.py", "len(text) < SECRET_MIN or ", "",
           f"{SETTINGS} SECRET_KEY-hush"),
    Breach("a default secret", "settings.py", 'DEFAULTS = {\n',
           'DEFAULTS = {\n    "SECRET_KEY": "0123456789abcdef" * 4,\n',
           f"{SETTINGS} SECRET_KEY-None"),
    Breach("a default host", "settings.py", 'DEFAULTS = {\n',
           'DEFAULTS = {\n    "HOSTS": "localhost",\n', f"{SETTINGS} HOSTS-None"),
    Breach("a start in one line", "settings.py", "SettingsError(SystemExit)",
           "SettingsError(Exception)", f"{SETTINGS} HTTPS"),
    Breach("a malformed URL said without its password", "settings.py",
           'raise ValueError("is not a URL like postgresql://user:password@host/name")',
           'raise ValueError(f"is not a URL: {text}")', f"{SETTINGS} host:port"),
    Breach("Redis for workers", "settings.py",
           'settings["WEB_CONCURRENCY"] > 1 and', "False and", f"{SETTINGS} no_redis"),
    Breach("a complete example", "../.env.example", "REDIS_URL=\n", "", f"{EXAMPLE} lists"),
    Breach("an example that starts the app", "../.env.example", "HTTPS=no", "HTTPS=No",
           f"{EXAMPLE} starts"),
    Breach("settings in one place", f"{OPERATIONS}logs.py", 'SANE = re.compile(r"[', READS,
           f"{EXAMPLE} lists"),
    Breach("the number of proxies", f"{OPERATIONS}proxy.py", "x_for=hops", "x_for=hops + 1",
           "proxy address_of_a_visitor"),
    Breach("the scheme from proxies alone", f"{OPERATIONS}proxy.py", "x_proto=min(hops, 1)",
           "x_proto=1", "proxy by_tls"),
    Breach("no foreign host", f"{OPERATIONS}proxy.py", "if FOREIGN in request.environ and",
           "if False and", "proxy another_host"),
    Breach("the app's own name", f"{OPERATIONS}proxy.py", "x_host=0", "x_host=1",
           "proxy no_other_header"),
    Breach("nothing without TLS", f"{OPERATIONS}proxy.py", 'abort(400, "Send this by HTTPS.")',
           "return None", "proxy nothing_is_taken"),
    Breach("probes for every platform", f"{OPERATIONS}proxy.py",
           'PROBES = {"healthz", "readyz", "metrics"}', 'PROBES = {"healthz"}', "proxy probe"),
    Breach("a probe that does not lie", f"{OPERATIONS}health.py", ") if behind else", ") if 0 else",
           "probes ready"),
    Breach("a probe that knows of later versions", f"{OPERATIONS}health.py", "current <= known and",
           "", "probes ready"),
    Breach("metrics of all workers", f"{OPERATIONS}metrics.py",
           'if "PROMETHEUS_MULTIPROC_DIR" in os.environ:', "if False:", "metrics once_whichever"),
    Breach("metrics of workers that are gone", GUNICORN,
           "    from prometheus_client.multiprocess import mark_process_dead\n", FORGETS +
           "    from prometheus_client.multiprocess import mark_process_dead\n",
           "metrics outlives_a_worker"),
    Breach("metrics by route", f"{OPERATIONS}metrics.py", "method, route(),",
           "method, request.path,", "metrics told_apart"),
    Breach("metrics for those who have the token", f"{OPERATIONS}metrics.py", "        abort(401)",
           "        pass", "metrics nobody"),
    Breach("a log of JSON", GUNICORN, '            "formatter": "json",\n', "",
           "logs every_line"),
    Breach("a log without queries", f"{OPERATIONS}logs.py", '"path": request.path',
           '"path": request.full_path', "logs every_line"),
    Breach("a sane id", f"{OPERATIONS}logs.py", "if SANE.fullmatch(sent) else", "or",
           "logs replaced"),
    Breach("an id that is kept", f"{OPERATIONS}logs.py", "sent if SANE.fullmatch(sent) else", "",
           "logs kept"),
    Breach("an id in a header", f"{OPERATIONS}logs.py",
           "    response.headers[HEADER] = g.request_id\n", "", "logs kept"),
    Breach("a log that knows the user", f"{OPERATIONS}logs.py", '"user_id": user_id()',
           '"user_id": None', "logs what_happened"),
    Breach("no frames", f"{OPERATIONS}headers.py", '    "X-Frame-Options": "DENY",\n', "",
           "headers x-frame"),
    Breach("a strict policy", f"{OPERATIONS}headers.py", """"style-src": "'self'",""",
           """"style-src": "'self' 'unsafe-inline'",""", "headers unsafe"),
    Breach("HSTS by TLS", f"{OPERATIONS}headers.py", "if request.is_secure:", "if False:",
           "headers strict-transport"),
    Breach("HSTS by TLS alone", f"{OPERATIONS}headers.py", "if request.is_secure:", "if True:",
           "proxy without_tls_is_sent"),
    Breach("pages that no browser keeps", f"{OPERATIONS}headers.py",
           '    "Cache-Control": "no-store",\n', "", "headers kept_by_no"),
    Breach("a cookie for TLS", f"{OPERATIONS}headers.py",
           'app.config["SESSION_COOKIE_SECURE"] = True', "pass", "headers cookie"),
    Breach("a cookie for one host", f"{OPERATIONS}headers.py", '"__Host-session"', '"session"',
           "headers cookie"),
    Breach("limits across workers and machines", f"{OPERATIONS}limits.py",
           'storage_uri=app.config["REDIS_URL"] or "memory://"', 'storage_uri="memory://"',
           "limits whoever_answers"),
    Breach("limits of failed logins alone", f"{OPERATIONS}limits.py",
           "        application_limits_deduct_when=has_failed,\n", "", "limits succeeds"),
    Breach("limits of the API", f"{OPERATIONS}limits.py", ', "api.create_token": 401', "",
           "limits whoever_answers"),
    Breach("limits of each address", f"{OPERATIONS}limits.py", 'sent = request.remote_addr or ""',
           'sent = "192.0.2.1"', "limits another_address"),
    Breach("limits without Redis", f"{OPERATIONS}limits.py",
           "in_memory_fallback_enabled=True", "in_memory_fallback_enabled=False",
           "limits redis_is_away"),
    Breach("threads for readers", f"{OPERATIONS}__init__.py", "    guard_hashing,\n", "",
           "limits flood"),
    Breach("small bodies", f"{OPERATIONS}limits.py",
           '    app.config["MAX_CONTENT_LENGTH"] = BYTES_MAX\n', "", "bodies 65"),
    Breach("shallow JSON", f"{OPERATIONS}limits.py", DEEP, "", "bodies nested"),
    Breach("names after the content", f"{OPERATIONS}assets.py",
           'names.get(values["filename"], values["filename"])', 'values["filename"]',
           "static names_a_file"),
    Breach("files for a year", f"{OPERATIONS}assets.py", 'immutable_file_test=r"."',
           'immutable_file_test=r"^$"', "static kept_for_a_year"),
    Breach("small files", f"{OPERATIONS}assets.py",
           "        compressor.compress(str(target / new))\n", "", "static compressed"),
    Breach("nothing for strangers", f"{OPERATIONS}database.py", "ServiceUnavailable(advice,",
           "ServiceUnavailable(str(error),", "faults page_of_an_app"),
    Breach("a migration that keeps rows", "../migrations/versions/0003_indexes.py",
           "\ndef downgrade():\n", LOSES, "migrations back_by_one"),
    Breach("a restored backup", f"{OPERATIONS}backups.py", "copy_sqlite(file, url.database)",
           "pass", "release backup_brings"),
    Breach("an end that waits", GUNICORN, "graceful_timeout = 30", "graceful_timeout = 0",
           "release half_there"),
    Breach("a Procfile that serves", "../Procfile", "gunicorn wsgi:app", "gunicorn app:wsgi",
           "platforms procfile_releases"),
    Breach("a whole image", "../Dockerfile", "COPY migrations migrations\n", "",
           "platforms image_serves"),
]  # fmt: skip
