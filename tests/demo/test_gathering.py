"""What is gathered in the end: telling words are found in files however large they are."""

from pathlib import Path

from bot.demo.gathering import AT_ONCE, standing_in


def test_a_word_is_found_wherever_in_a_file_it_stands(tmp_path: Path):
    file = tmp_path / "convener.sqlite3"
    file.write_bytes(b"." * (AT_ONCE - 3) + b"zak=secret" + b"." * AT_ONCE + b"start_url")

    assert standing_in(file, [b"zak=secret", b"zak=", b"nowhere"]) == [b"zak=", b"zak=secret"]
    assert standing_in(file, [b"start_url", b"nowhere"]) == [b"start_url"]
    assert standing_in(file, []) == []
