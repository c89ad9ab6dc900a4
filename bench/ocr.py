"""Measures how well and how fast cards are read, for `cargo xtask bench ocr`. Writes tables in Markdown to standard output.

The product's own program `sscard-server read-card` reads the specimens, and its output is compared with the truth of the specimens.
For a comparison RapidOCR reads some of the same pictures in the same run. The two take turns in blocks, so that a busy machine slows both.

    ocr.py SERVER SPECIMENS [--beside PYTHON] [--wrong] [SET…]

SPECIMENS has a folder for each set, with its truth.jsonl. The folder is called LAYOUT-MANNER, by the options of `sscard-specimen cards`.
All sets are read, or only those that are named.
"""

import argparse
import collections
import json
import os
import pathlib
import statistics
import subprocess
import sys
import threading
import time

LABELS = {
    "name": "姓名", "sex": "性别", "ethnicity": "民族", "birth_date": "出生", "address": "住址", "id_number": "公民身份号码",
    "authority": "签发机关", "valid_from": "有效期限起", "valid_until": "有效期限止",
}
SIDES = {
    "portrait": ["name", "sex", "ethnicity", "birth_date", "address", "id_number"],
    "emblem": ["authority", "valid_from", "valid_until"],
}
STYLES = {"clean": ["clean"], "distorted": ["photo", "gloss"]}
BLOCK_SIZE = 10
COMPARED_PICTURES = 30


def load_truths(folder: pathlib.Path) -> dict[str, dict]:
    with open(folder / "truth.jsonl", encoding="utf-8") as lines:
        return {truth["file"]: truth for truth in map(json.loads, lines)}


class PeakMemory(threading.Thread):
    """The peak of a process's memory in bytes, as Linux reports it while the process runs."""

    def __init__(self, process: subprocess.Popen):
        super().__init__(daemon=True)
        self.process, self.bytes = process, 0

    def run(self) -> None:
        while self.process.poll() is None:
            try:
                with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
                    for line in status:
                        if line.startswith("VmHWM:"):
                            self.bytes = int(line.split()[1]) * 1024
            except OSError:
                return
            time.sleep(0.02)


def read_cards(server: str, arguments: list[str]) -> tuple[list[dict], float, int]:
    start = time.perf_counter()
    process = subprocess.Popen([server, "read-card", *arguments], stdout=subprocess.PIPE, text=True)
    peak = PeakMemory(process)
    peak.start()
    lines = [json.loads(line) for line in process.stdout]
    code = process.wait()
    if code not in (0, 1):
        sys.exit(f"read-card ended with {code}")
    return lines, time.perf_counter() - start, peak.bytes


class Tally:
    """The results for the fields and cards of some sets.

    A field is right, wrong, or left to the person to fill in. A field that cannot be read by its truth, and is left, counts as lost.
    A side without an error has no wrong field.
    """

    def __init__(self) -> None:
        self.right, self.left, self.wrong = (collections.Counter() for _ in range(3))
        self.lost = 0
        self.cards = self.whole = self.without_error = self.sides = 0
        self.notes: list[str] = []

    def count(self, truth: dict, line: dict) -> None:
        self.cards += 1
        side_right = line["side"] == truth["side"]
        self.sides += side_right
        whole = without_error = True
        for field, wanted in truth["fields"].items():
            found = line["fields"].get(field) if side_right else None
            if found == wanted:
                self.right[field] += 1
            elif found is None and field in truth["lost"]:
                self.lost += 1
            elif found is None:
                self.left[field] += 1
                whole = False
                self.notes.append(f"left  {truth['file']} {field} {wanted} ({(line.get('confidence') or {}).get(field)})")
            else:
                self.wrong[field] += 1
                whole = without_error = False
                self.notes.append(f"WRONG {truth['file']} {field} {wanted} → {found} ({(line.get('confidence') or {}).get(field)})")
        if not side_right:
            self.notes.append(f"side  {truth['file']} {truth['side']} → {line['side']}")
        self.whole += whole
        self.without_error += without_error

    @classmethod
    def pool(cls, tallies: list["Tally"]) -> "Tally":
        """The sum of several tallies."""
        pooled = cls()
        for tally in tallies:
            for name in ["right", "left", "wrong", "lost", "cards", "whole", "without_error", "sides"]:
                setattr(pooled, name, getattr(pooled, name) + getattr(tally, name))
        return pooled


def format_share(part: float, total: float) -> str:
    return f"{100 * part / total:.2f} % ({part} of {total})" if total else "–"


def make_accuracy_table(tallies: dict[str, Tally]) -> list[str]:
    names = list(tallies)
    rows = ["| field | " + " | ".join(f"{name}: exact | left to the person | wrong" for name in names) + " |"]
    rows.append("|---|" + "---|" * 3 * len(names))
    fields = [field for side in SIDES.values() for field in side]
    for field in [*fields, "all"]:
        cells = []
        for tally in tallies.values():
            count = (lambda counter: sum(counter.values())) if field == "all" else (lambda counter: counter[field])
            right, left, wrong = count(tally.right), count(tally.left), count(tally.wrong)
            everything = right + left + wrong
            cells += [format_share(right, everything), str(left), format_share(wrong, everything) if field == "all" else str(wrong)]
        rows.append(f"| {'**all fields**' if field == 'all' else f'`{field}` {LABELS[field]}'} | " + " | ".join(cells) + " |")
    rows.append("")
    for name, tally in tallies.items():
        rows.append(
            f"Whole sides, {name}: {format_share(tally.whole, tally.cards)} right in every field, {format_share(tally.without_error, tally.cards)} right or "
            f"left to the person where not; the side told in {format_share(tally.sides, tally.cards)}. {tally.lost} fields that nobody could "
            "read (cut off or blown out) were rightly left and are not counted."
        )
        rows.append("")
    return rows


def make_set_table(tallies: dict[str, Tally]) -> list[str]:
    """All fields of each set."""
    rows = ["| layout and manner | exact | left to the person | wrong |", "|---|---|---|---|"]
    for name, tally in tallies.items():
        right, left, wrong = (sum(counter.values()) for counter in [tally.right, tally.left, tally.wrong])
        everything = right + left + wrong
        rows.append(f"| {name} | {format_share(right, everything)} | {left} | {format_share(wrong, everything)} |")
    return rows


def make_odd_table(folder: pathlib.Path, lines: dict[str, dict]) -> list[str]:
    wanted = {"nothing": {"not_a_card"}, "photocopy": {"paper_copy"}, "two": {"several_cards"}}
    reported, total, wrong = collections.Counter(), collections.Counter(), collections.Counter()
    for name, truth in load_truths(folder).items():
        line, kind = lines[name], truth["kind"]
        total[kind] += 1
        codes = {fault["code"] for fault in line["faults"]}
        unread = any(value is None for value in line["fields"].values()) or line["side"] is None
        reported[kind] += bool(codes & wanted[kind]) if kind in wanted else unread
        wrong[kind] += any(
            value is not None and truth["fields"] and truth["fields"].get(field) != value for field, value in line["fields"].items()
        )
    words = {"nothing": "no card at all", "photocopy": "a copy on paper", "two": "two sides at once", "cut": "mostly cut off"}
    rows = ["| picture | told | a field wrong and not flagged |", "|---|---|---|"]
    rows += [f"| {words.get(kind, kind)} | {format_share(reported[kind], total[kind])} | {wrong[kind]} |" for kind in sorted(total)]
    return rows


def compare_with_rapidocr(server: str, python: str, folders: list[pathlib.Path]) -> list[str]:
    script = pathlib.Path(__file__).with_name("rapid.py")
    rapid = subprocess.Popen([python, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def read_with_rapidocr(path: str) -> dict:
        rapid.stdin.write(path + "\n")
        rapid.stdin.flush()
        return json.loads(rapid.stdout.readline())

    cores = os.cpu_count() or 1
    rows = [f"| pictures | ours, {cores} threads | RapidOCR | ratio | ours, sum of {COMPARED_PICTURES} | RapidOCR |", "|---|---|---|---|---|---|"]
    ours_peak = 0
    for folder in folders:
        files = [str(folder / name) for name in sorted(load_truths(folder))][:COMPARED_PICTURES]
        read_with_rapidocr(files[0])
        ours, theirs = [], []
        for start in range(0, len(files), BLOCK_SIZE):
            block = files[start : start + BLOCK_SIZE]
            for path in block:
                # A picture alone is read with all cores.
                lines, _, peak = read_cards(server, [path])
                ours_peak = max(ours_peak, peak)
                ours += [line["seconds"] for line in lines]
            theirs += [read_with_rapidocr(path)["seconds"] for path in block]
        one, other = statistics.median(ours), statistics.median(theirs)
        rows.append(
            f"| {folder.name} | {one:.3f} s | {other:.3f} s | **{one / other:.2f}×** | {sum(ours):.1f} s | {sum(theirs):.1f} s |"
        )
    rapid.stdin.close()
    their_peak = json.loads(rapid.stdout.readline())["peak_bytes"]
    rapid.wait()
    rows += ["", f"Peak memory over these: ours {ours_peak / 1e6:.0f} MB, RapidOCR {their_peak / 1e6:.0f} MB."]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("server")
    parser.add_argument("specimens", type=pathlib.Path)
    parser.add_argument("--beside", metavar="PYTHON")
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("sets", nargs="*", metavar="SET")
    options = parser.parse_args()

    sets = options.sets or sorted(folder.name for folder in options.specimens.iterdir() if folder.is_dir())
    tallies, speeds = {}, []
    tables = []
    for name in sets:
        folder = options.specimens / name
        known = load_truths(folder)
        lines, seconds, peak = read_cards(options.server, [str(folder)])
        by_name = {pathlib.Path(line["file"]).name: line for line in lines}
        speeds.append(f"{name} {len(lines) / seconds:.2f} a second, peak {peak / 1e6:.0f} MB")
        if name.endswith("-odd"):
            tables += make_odd_table(folder, by_name)
            continue
        tally = tallies[name] = Tally()
        for file, truth in known.items():
            tally.count(truth, by_name[file])
    pooled = {}
    for kind, styles in STYLES.items():
        of_kind = [tally for name, tally in tallies.items() if name.rsplit("-", 1)[1] in styles]
        if of_kind:
            pooled[kind] = Tally.pool(of_kind)
    print("\n".join(make_accuracy_table(pooled)))
    print("\n".join(make_set_table(tallies)))
    print("\n" + "\n".join(tables))
    print(f"\n`read-card` over each folder on {os.cpu_count()} cores: {'; '.join(speeds)}.\n")
    if options.wrong:
        for name, tally in tallies.items():
            print(f"\n{name}\n" + "\n".join(sorted(tally.notes)), file=sys.stderr)
    if options.beside:
        print("\n".join(compare_with_rapidocr(options.server, options.beside, [options.specimens / "usual-clean", options.specimens / "usual-photo"])))


if __name__ == "__main__":
    main()
