"""A process as the machine sees it: how its threads take memory, asked of the machine's own library."""

import ctypes
import os
import subprocess
import sys

import pytest

TOLD = hasattr(ctypes.CDLL(None), "malloc_info")
THREADS_TAKE = """
import ctypes, sys, threading

ready, held = threading.Barrier(12), []

def takes():
    ready.wait()
    held.append([bytearray(600 + n) for n in range(5_000)])
    ready.wait()

threads = [threading.Thread(target=takes) for _ in range(12)]
for one in threads: one.start()
for one in threads: one.join()
library = ctypes.CDLL(None)
library.fopen.restype = ctypes.c_void_p
file = library.fopen(sys.argv[1].encode(), b"w")
library.malloc_info(0, ctypes.c_void_p(file))
library.fclose(ctypes.c_void_p(file))
"""
A_COMMAND = """
import contextlib, os, sys
from bot.cli import main

given, sys.argv = sys.argv, ["convener", "--help"]
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(open(os.devnull, "w")):
    main()
sys.argv = given
"""


def places(file, code):
    """From how many places twelve threads take their memory."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    subprocess.run([sys.executable, "-c", code, str(file)], env=ours, check=True)
    return file.read_text().count("<heap nr=")


@pytest.mark.skipif(not TOLD, reason="this machine's library does not tell")
def test_threads_of_a_command_take_memory_from_two_places_and_not_from_one_each(tmp_path):
    assert places(tmp_path / "alone", THREADS_TAKE) > 2
    assert places(tmp_path / "ours", A_COMMAND + THREADS_TAKE) <= 2
