"""Runs one command under watch: how it ended, how much memory it took, and what it left running.

Reads a plan as JSON from standard input, and writes what became of it to standard output. Whatever the
command starts stays a descendant, also after setsid and double forks with an empty environment: this
process is their subreaper. All of them have ended when it says so.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
import threading
import time

PR_SET_CHILD_SUBREAPER = 36
MOST_OUTPUT = 64 << 20
FIRST_LOOKS, LOOK = 0.02, 0.1


def parents():
    """The parent of every process."""
    found = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    state, parent = file.read().rpartition(b")")[2].split()[:2]
            except OSError:
                continue
            if state != b"Z":
                found[int(name)] = int(parent)
    return found


def descendants():
    """Every process that came of the command."""
    parent_of, mine = parents(), {os.getpid()}
    grown = True
    while grown:
        more = {pid for pid, parent in parent_of.items() if parent in mine} - mine
        mine |= more
        grown = bool(more)
    return mine - {os.getpid()}


def anonymous(pid):
    """The bytes that a process has for itself."""
    try:
        with open(f"/proc/{pid}/status") as file:
            lines = dict(line.split(":", 1) for line in file if ":" in line)
        return 1024 * sum(int(lines[key].split()[0]) for key in ("RssAnon", "RssShmem"))
    except (OSError, KeyError, ValueError):
        return 0


def command_of(pid):
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read(200).replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return "?"


def end_all():
    """Stops before it ends, so that what forks cannot win the race."""
    for _ in range(100):
        left = descendants()
        if not left:
            return
        for number in (signal.SIGSTOP, signal.SIGKILL):
            for pid in left:
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
        reap()
        time.sleep(0.02)


status_of = {}


def reap():
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            status_of[pid] = status
    except ChildProcessError:
        pass


def copy(source, path, most):
    """What comes, into a file; after so many bytes nobody reads any more, as `head -c` would not."""
    with open(path, "wb", buffering=0) as file:
        kept = 0
        while chunk := source.read1(min(65536, most - kept) if most is not None else 65536):
            if kept < MOST_OUTPUT:
                file.write(chunk)
            kept += len(chunk)
            if most is not None and kept >= most:
                break
    source.close()


def main():
    plan = json.load(sys.stdin)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)

    def limit():
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if plan.get("disk") is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (plan["disk"], plan["disk"]))

    begin = time.monotonic()
    child = subprocess.Popen(
        plan["command"],
        cwd=plan["cwd"],
        env=plan["env"],
        stdin=open(plan["stdin"], "rb"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=limit,
        restore_signals=True,
        start_new_session=True,
    )
    readers = [
        threading.Thread(target=copy, args=(child.stdout, plan["out"], plan.get("reads"))),
        threading.Thread(target=copy, args=(child.stderr, plan["err"], None)),
    ]
    for reader in readers:
        reader.start()
    peak, late, heavy = 0, False, False
    blows = list(plan.get("signals", []))
    while True:
        reap()
        if child.pid in status_of:
            break
        elapsed = time.monotonic() - begin
        if blows and elapsed >= blows[0]["after"]:
            blow = blows.pop(0)
            number = getattr(signal, blow["signal"])
            os.killpg(child.pid, number) if blow["group"] else os.kill(child.pid, number)
        peak = max(peak, sum(anonymous(pid) for pid in descendants()))
        late, heavy = elapsed > plan["limit"], peak > plan["memory"]
        if late or heavy:
            break
        time.sleep(FIRST_LOOKS if blows else LOOK)
    seconds = time.monotonic() - begin
    if not late and not heavy:
        end = time.monotonic() + plan["grace"]
        while descendants() and time.monotonic() < end:
            time.sleep(0.05)
            reap()
    left = [] if late or heavy else [command_of(pid) for pid in sorted(descendants())]
    end_all()
    for reader in readers:
        reader.join(10)
    reap()
    code = os.waitstatus_to_exitcode(status_of.get(child.pid, 9))
    child.returncode = code
    json.dump(
        {
            "code": 128 - code if code < 0 else code,
            "seconds": seconds,
            "late": late,
            "heavy": heavy,
            "peak": peak,
            "left": left,
        },
        sys.stdout,
    )


main()
