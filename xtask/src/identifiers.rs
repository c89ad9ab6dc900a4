//! Checks that no identifier has a word from the list of words that are not plain.

use std::collections::BTreeSet;

use crate::error::Error;
use crate::source_code;
use crate::workspace::Workspace;

/// The folders that are checked. Not yet held: `shared`, `app` and `e2e`, and the tests of `server`.
const HELD_FOLDERS: [&str; 5] = ["vision", "specimen", "xtask", "hosts", "bench"];

/// A word that no identifier may have as a part, alone or inflected.
struct ForbiddenWord {
    word: &'static str,
    /// The folders in which the word has its plain meaning.
    allowed_in: &'static [&'static str],
}

/// The folders that name the mouth of a face.
const FACE_FOLDERS: &[&str] = &["vision", "app", "specimen", "e2e"];

const FORBIDDEN_WORDS: [ForbiddenWord; 14] = [
    ForbiddenWord { word: "road", allowed_in: &[] },
    ForbiddenWord { word: "hush", allowed_in: &[] },
    ForbiddenWord { word: "tell", allowed_in: &[] },
    ForbiddenWord { word: "told", allowed_in: &[] },
    ForbiddenWord { word: "vouch", allowed_in: &[] },
    ForbiddenWord { word: "hands", allowed_in: &[] },
    // The name of a command.
    ForbiddenWord { word: "bench", allowed_in: &["xtask", "bench"] },
    ForbiddenWord { word: "house", allowed_in: &[] },
    ForbiddenWord { word: "mouth", allowed_in: FACE_FOLDERS },
    ForbiddenWord { word: "trip", allowed_in: &[] },
    ForbiddenWord { word: "bell", allowed_in: &[] },
    ForbiddenWord { word: "nobody", allowed_in: &[] },
    ForbiddenWord { word: "peace", allowed_in: &[] },
    ForbiddenWord { word: "desk", allowed_in: &[] },
];

/// Reports every identifier of the held folders that has a forbidden word.
pub(crate) fn check(workspace: &Workspace) -> Result<(), Error> {
    let mut findings = Vec::new();
    for folder in HELD_FOLDERS {
        for file in source_code::read_tracked_files(workspace, folder)? {
            let found = forbidden_identifiers(&file.code, folder);
            findings.extend(found.into_iter().map(|found| format!("{}:{found}", file.path)));
        }
    }
    if findings.is_empty() {
        return Ok(());
    }
    Err(Error::Unexpected {
        what: format!("identifiers with words that are not plain:\n  {}", findings.join("\n  ")),
    })
}

/// The identifiers of a code that have a forbidden word: each once, with its line.
fn forbidden_identifiers(code: &str, folder: &str) -> Vec<String> {
    let mut known = BTreeSet::new();
    let mut findings = Vec::new();
    for (number, line) in (1..).zip(code.lines()) {
        for identifier in line.split(|own: char| !(own.is_alphanumeric() || own == '_')) {
            if let Some(word) = forbidden_word(identifier, folder)
                && known.insert(identifier)
            {
                findings.push(format!("{number}: `{identifier}` has the word \"{word}\""));
            }
        }
    }
    findings
}

/// The forbidden word that an identifier has as a part in this folder.
fn forbidden_word(identifier: &str, folder: &str) -> Option<&'static str> {
    let parts = parts(identifier);
    let mut words = FORBIDDEN_WORDS.iter().filter(|word| !word.allowed_in.contains(&folder));
    let found = words.find(|word| parts.iter().any(|part| is_form_of(part, word.word)))?;
    Some(found.word)
}

/// The parts of an identifier between underscores, camel humps and digits, in lower case.
fn parts(identifier: &str) -> Vec<String> {
    let letters: Vec<char> = identifier.chars().collect();
    let mut parts = vec![String::new()];
    for (index, letter) in letters.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| letters[before]);
        let is_hump = letter.is_uppercase()
            && (before.is_some_and(|before| !before.is_uppercase())
                || letters.get(index + 1).is_some_and(|next| next.is_lowercase()));
        if !letter.is_alphabetic() || is_hump {
            parts.push(String::new());
        }
        if letter.is_alphabetic()
            && let Some(part) = parts.last_mut()
        {
            part.extend(letter.to_lowercase());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether a part is the word itself, or the word with a simple ending: `tells`, `vouched`, `tripping`.
fn is_form_of(part: &str, word: &str) -> bool {
    const ENDINGS: [&str; 8] = ["", "s", "es", "d", "ed", "er", "ers", "ing"];
    let Some(rest) = part.strip_prefix(word) else { return false };
    // `trip` doubles its last letter.
    let doubled = word.chars().next_back().and_then(|last| rest.strip_prefix(last));
    ENDINGS.contains(&rest) || doubled.is_some_and(|rest| ENDINGS[3..].contains(&rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_split_at_underscores_humps_and_digits() {
        for (identifier, expected) in [
            ("told_turned", &["told", "turned"][..]),
            ("FaceDesk", &["face", "desk"]),
            ("faceDesk", &["face", "desk"]),
            ("LEFT_IN_PEACE", &["left", "in", "peace"]),
            ("HTTPServer", &["http", "server"]),
            ("parseJSON", &["parse", "json"]),
            ("_bell2_3d", &["bell", "d"]),
            ("SSCARDHouse", &["sscard", "house"]),
            ("desktop", &["desktop"]),
            ("姓名", &["姓名"]),
            ("__", &[]),
            ("", &[]),
        ] {
            assert_eq!(parts(identifier), expected, "{identifier}");
        }
    }

    #[test]
    fn a_whole_part_is_forbidden_and_a_longer_word_is_not() {
        for (identifier, folder, expected) in [
            ("told_turned", "shared", Some("told")),
            ("FaceDesk", "shared", Some("desk")),
            ("tells", "shared", Some("tell")),
            ("telling", "shared", Some("tell")),
            ("TRIPS", "shared", Some("trip")),
            ("has_tripped", "shared", Some("trip")),
            ("Voucher", "shared", Some("vouch")),
            ("HOUSES", "shared", Some("house")),
            ("change_hands", "shared", Some("hands")),
            ("nobody", "shared", Some("nobody")),
            ("bell2", "shared", Some("bell")),
            ("desktop", "shared", None),
            ("strip", "shared", None),
            ("strip_prefix", "shared", None),
            ("prefix", "shared", None),
            ("labelling", "shared", None),
            ("lighthouse", "shared", None),
            ("handshake", "shared", None),
            ("hand", "shared", None),
            ("broadcast", "shared", None),
            ("railroad", "shared", None),
            ("mouth", "shared", Some("mouth")),
            ("mouth", "specimen", None),
            ("bench", "shared", Some("bench")),
            ("bench_photo", "xtask", None),
            ("bench", "bench", None),
        ] {
            assert_eq!(forbidden_word(identifier, folder), expected, "{identifier} in {folder}");
        }
    }

    #[test]
    fn an_identifier_is_reported_once_with_its_line() {
        let code = "let told = 1;\nf(told, bells, strip);\n";
        assert_eq!(
            forbidden_identifiers(code, "shared"),
            ["1: `told` has the word \"told\"", "2: `bells` has the word \"bell\""]
        );
    }
}
