"""A process as the machine sees it: how its threads take memory, asked of the machine's own library."""

import subprocess
import sys

import pytest

PLACES = """
import ctypes, sys, threading
from integrations.process import share_room

if "shared" in sys.argv:
    share_room()
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


def places(file, *how):
    """From how many places twelve threads take their memory."""
    command = [sys.executable, "-c", PLACES, str(file), *how]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if "malloc_info" in ended.stderr:
        pytest.skip("this machine's library does not tell")
    assert ended.returncode == 0, ended.stderr
    return file.read_text().count("<heap nr=")


def test_threads_take_memory_from_two_places_and_not_from_one_each(tmp_path):
    assert places(tmp_path / "alone") > 2
    assert places(tmp_path / "shared", "shared") <= 2
