//! `read-card`: files and folders, what is printed of each, and how it ends.

use std::process::{Command, Stdio};

use serde_json::{Value, json};
use sscard_specimen::{IdCard, Layout, Printer, RenderingStyle};
use sscard_vision::{Limits, Picture, encode_id_picture};

use crate::commands::{path, run};

/// A sheet of paper with nothing on it.
fn blank() -> Vec<u8> {
    let paper = Picture::from_rgb(400, 260, vec![230; 400 * 260 * 3]).unwrap();
    encode_id_picture(&paper, 400).unwrap()
}

fn files(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["file"].as_str().unwrap().rsplit('/').next().unwrap()).collect()
}

#[test]
fn a_picture_of_no_card_has_no_side_and_no_fields() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("blank.jpg");
    std::fs::write(&file, blank()).unwrap();
    let ended = run(&["read-card", path(&file), "--today", "2026-06-15"]);
    assert_eq!((ended.code, ended.lines.len()), (1, 1), "{}", ended.errors);
    let line = &ended.lines[0];
    assert_eq!((&line["file"], &line["side"]), (&json!(path(&file)), &Value::Null));
    for part in ["fields", "text", "confidence"] {
        assert_eq!(line[part], json!({}), "{part}");
    }
    assert_eq!(line["faults"][0]["code"], "not_a_card");
    assert!(line["seconds"].as_f64().is_some_and(|seconds| (0.0..60.0).contains(&seconds)));
}

#[test]
fn a_named_pipe_is_refused_and_not_waited_for() {
    let dir = tempfile::tempdir().unwrap();
    let pipe = dir.path().join("pipe.jpg");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for command in ["read-card", "check-photo", "check-draft"] {
        let ended = run(&[command, path(&pipe)]);
        assert_ne!(ended.code, 0, "{command}");
        assert!(ended.errors.contains("it is a pipe and no file"), "{command}: {}", ended.errors);
    }
}

/// Both sides of the cards of three people who do not exist, printed clean, each with what is true of it.
fn cards() -> Vec<IdCard> {
    let printer = Printer::new(Layout::Usual).unwrap();
    (0..6).map(|number| IdCard::new(&printer, RenderingStyle::Clean, 3, number).unwrap()).collect()
}

#[test]
fn cards_of_nobody_are_read_right_or_left_out_whichever_way_they_lie() {
    let dir = tempfile::tempdir().unwrap();
    let cards = cards();
    for (card, quarters) in cards.iter().zip([0, 0, 1, 2, 3, 2]) {
        let lying = Picture::decode(card.bytes(), &Limits::default()).unwrap();
        let lying = lying.turned(quarters).unwrap();
        let bytes = encode_id_picture(&lying, 1600).unwrap();
        std::fs::write(dir.path().join(card.truth().file()), bytes).unwrap();
    }
    let ended = run(&["read-card", path(dir.path()), "--today", "2026-06-15"]);
    assert_eq!(ended.lines.len(), cards.len(), "{}", ended.errors);
    let (mut all, mut right) = (0, 0);
    for (card, line) in cards.iter().zip(&ended.lines) {
        assert_eq!(line["side"], json!(card.truth().side()), "{}", card.truth().file());
        for (field, wanted) in card.truth().fields() {
            let read = &line["fields"][field.name()];
            assert!(read.is_null() || read == wanted, "{field}: {read} for {wanted}");
            all += 1;
            right += u32::from(read == wanted);
        }
    }
    assert_eq!(all, 27);
    assert!(right >= 25, "{right} of {all} were read");
}

#[test]
fn a_folder_is_read_with_the_folders_in_it_in_order_and_past_bad_files() {
    let dir = tempfile::tempdir().unwrap();
    let inner = dir.path().join("b");
    std::fs::create_dir(&inner).unwrap();
    for name in ["a.jpg", "c.JPEG", "b/2.png", "b/1.webp", "b/notes.txt", "z.heic"] {
        std::fs::write(dir.path().join(name), blank()).unwrap();
    }
    std::fs::write(dir.path().join("d.jpg"), "no picture").unwrap();
    let ended = run(&["read-card", path(dir.path()), "--threads", "2"]);
    assert_eq!(files(&ended.lines), ["a.jpg", "1.webp", "2.png", "c.JPEG", "d.jpg"]);
    assert_eq!(ended.code, 1, "{}", ended.errors);
    assert_eq!(ended.lines[4]["faults"][0]["code"], "format");
    assert_eq!(ended.lines[4]["fields"], json!({}));

    let named = dir.path().join("z.heic");
    let missing = dir.path().join("nowhere.jpg");
    let ended = run(&["read-card", path(&missing), path(&named)]);
    assert_eq!(files(&ended.lines), ["nowhere.jpg", "z.heic"]);
    assert_eq!((ended.code, &ended.lines[0]["faults"][0]["code"]), (2, &json!("missing")));
    assert!(ended.errors.contains("nowhere.jpg"), "{}", ended.errors);
}

#[test]
fn a_file_longer_than_any_picture_is_refused_without_being_read() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("long.jpg");
    // A hole as long as memory: whoever reads it whole is noticed.
    std::fs::File::create(&file).unwrap().set_len(1 << 40).unwrap();
    let ended = run(&["read-card", path(&file)]);
    assert_eq!((ended.code, ended.lines.len()), (1, 1), "{}", ended.errors);
    assert_eq!(ended.lines[0]["faults"][0]["code"], "too_many_bytes");
}

#[test]
fn a_folder_without_pictures_and_bad_usage_end_with_two() {
    let dir = tempfile::tempdir().unwrap();
    let empty = run(&["read-card", path(dir.path())]);
    assert_eq!((empty.code, empty.lines.len()), (2, 0));
    assert!(!empty.errors.is_empty());
    for arguments in [
        &["read-card"][..],
        &["read-card", "x.jpg", "--today", "tomorrow"],
        &["read-card", "x.jpg", "--threads", "0"],
    ] {
        assert_eq!(run(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn whoever_reads_only_the_first_lines_is_not_bothered() {
    use std::io::{BufRead as _, BufReader, Read as _};
    let dir = tempfile::tempdir().unwrap();
    for number in 0..60 {
        std::fs::write(dir.path().join(format!("{number:02}.jpg")), "no picture").unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_sscard-server"))
        .args(["read-card", path(dir.path())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut printed = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    printed.read_line(&mut first).unwrap();
    assert!(first.contains("00.jpg"), "{first}");
    drop(printed);
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    let code = child.wait().unwrap().code();
    // All the lines may have fitted into the pipe before it was closed.
    assert!(matches!(code, Some(0 | 1)), "{code:?}");
    assert_eq!(errors, "");
}
