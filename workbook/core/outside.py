"""What of the variables set outside reaches what is started here: a list of what is let in.

An app, its tests and an installer read variables that nobody here has heard of, and any of them may
be set in somebody's shell. So nothing comes in but where one is, who one is, and how packages are
fetched.
"""

import os
import re

LET_IN = re.compile(
    r"HOME|USER|LOGNAME|SHELL|TMPDIR|LANG|LC_\w+|TZ|TERM|NO_COLOR|XDG_\w+"
    r"|LD_LIBRARY_PATH|DYLD_(FALLBACK_)?LIBRARY_PATH"
    # Windows
    r"|SYSTEM(ROOT|DRIVE)|WINDIR|COMSPEC|PATHEXT|TE?MP|USER(NAME|DOMAIN|PROFILE)|OS|PUBLIC"
    r"|HOME(DRIVE|PATH)|(LOCAL)?APPDATA|ALLUSERSPROFILE|(COMMON)?PROGRAM(DATA|FILES|W6432)\S*"
    r"|NUMBER_OF_PROCESSORS|PROCESSOR_\w+"
    # how packages are fetched, and not where to or which
    r"|SSL_CERT_\w+|\w+_CA_BUNDLE|(HTTPS?|ALL|NO)_PROXY|NETRC"
    r"|PIP_((EXTRA_)?INDEX_URL|NO_INDEX|FIND_LINKS|TRUSTED_HOST|(CLIENT_)?CERT|PROXY)"
    r"|PIP_(CONFIG_FILE|(NO_)?CACHE_DIR|(DEFAULT_)?TIMEOUT|RETRIES|KEYRING_PROVIDER)"
    r"|UV_((DEFAULT_|EXTRA_|NO_)?INDEX\w*|FIND_LINKS|INSECURE_HOST|NATIVE_TLS|SYSTEM_CERTS)"
    r"|UV_(CONFIG_FILE|(NO_)?CACHE(_DIR)?|LINK_MODE|HTTP_\w+|OFFLINE|KEYRING_PROVIDER)",
    re.IGNORECASE,
)

# What pip's own file of settings may say otherwise, for installs of another kind than these.
PIP = {"PIP_USER": "0", "PIP_REQUIRE_HASHES": "0"}


def let_in() -> dict[str, str]:
    """Return the variables that are let in; which programs are found is not among them."""
    return {name: text for name, text in os.environ.items() if LET_IN.fullmatch(name)}
