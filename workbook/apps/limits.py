"""Set limits, and become a program: ``python limits.py FOLDER ... -- PROGRAM ...``.

It runs inside of a sandbox. Of a superuser it makes a user whom nobody else is, to whom the folders
belong then: no limit on processes binds a superuser, and those of others are counted apart. It
imports nothing of the workbook's.
"""

import os
import sys

NOBODY, NEW = 65534, 1_000_000  # where there are so few users, nobody; else one of a new number
GIGABYTE = 1 << 30
LIMITS = {  # of each process, but for the number of processes
    "RLIMIT_AS": 2 * GIGABYTE,  # bytes of memory
    "RLIMIT_CPU": 120,  # seconds of computing
    "RLIMIT_FSIZE": GIGABYTE // 10,  # bytes of a file
    "RLIMIT_NOFILE": 512,  # files that are open
    "RLIMIT_NPROC": 256,  # processes and threads, together
    "RLIMIT_CORE": 0,
}


def give_up_rights(folders: list[str]) -> None:
    """Become a user who has nothing but some folders.

    Args:
        folders: where it may write.
    """
    user = NEW + os.getpid() if _many_users() else NOBODY
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for path in [parent, *(os.path.join(parent, name) for name in names)]:  # noqa: PTH118
                os.lchown(path, user, user)  # links stay links, wherever they lead
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)


def _many_users() -> bool:
    """Tell whether this system has users of any number: one in a container may have few."""
    with open("/proc/self/uid_map", encoding="ascii") as lines:  # noqa: PTH123
        first, _, count = map(int, lines.readline().split())
    return first == 0 and count > NEW + 4_194_304  # the largest number of a process


def set_limits() -> None:
    """Set all limits, or lower ones where those are set already."""
    import resource

    for name, wanted in LIMITS.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (most, most))


def main(words: list[str]) -> None:
    """Set limits, and become a program.

    Args:
        words: folders, ``--``, and the program with its words.
    """
    end = words.index("--")
    if os.getuid() == 0:
        give_up_rights(words[:end])
    set_limits()
    os.execvp(words[end + 1], words[end + 1 :])


if __name__ == "__main__":
    main(sys.argv[1:])
