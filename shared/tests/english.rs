//! Every fault that the rules can find, and every word of the tables, in English.
#![allow(clippy::expect_used, reason = "a test that cannot read its vectors must stop")]

use std::collections::{BTreeMap, HashSet};

use sscard_shared::{
    Date,
    api::{PictureKind, Status},
    application::{check, check_value},
    date,
    dictionary::Dictionary,
    directory::{Directory, parse_branches},
    door::Door,
    draft::Draft,
    fault::{Fault, FaultCode, Severity},
    field::Field,
    language::Language,
    normalise::is_han,
    photo::{
        CardMeasures, HeadInFrame, Measurements, PhotoSpec, PictureFormat, PictureRefusal,
        PortraitMeasures, picture_refused, source_refused,
    },
    step::Step,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

const VECTORS: [&str; 6] = [
    include_str!("vectors/name.tsv"),
    include_str!("vectors/id_number.tsv"),
    include_str!("vectors/date.tsv"),
    include_str!("vectors/contact.tsv"),
    include_str!("vectors/address.tsv"),
    include_str!("vectors/code.tsv"),
];

/// What may stand in brackets, or as an example, because people meet it in Chinese on a card.
const ON_CARDS: [&str; 5] = ["国徽面", "个人信息面", "民族", "签发机关", "北京市公安局海淀分局"];

fn today() -> Date {
    date::parse("2025-06-15").expect("a day")
}

fn directory() -> Directory {
    let branches = parse_branches(include_str!("../data/branches.sample.tsv"));
    Directory { branches: branches.expect("the sample branches"), ..Directory::built_in() }
}

#[derive(serde::Deserialize)]
struct Drafts {
    base: Draft,
    cases: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    set: BTreeMap<Field, Option<String>>,
    today: Option<String>,
}

/// The faults of every value and every draft of the vectors, each with what was typed.
fn typed() -> Vec<(Fault, String)> {
    let directory = directory();
    let mut found = Vec::new();
    for line in VECTORS.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let field = columns.next().and_then(Field::from_name).expect("a wire name");
        let input = columns.next().expect("an input");
        let faults = check_value(field, input, today(), &directory).faults;
        found.extend(faults.into_iter().map(|fault| (fault, input.to_owned())));
    }
    let drafts: Drafts =
        serde_json::from_str(include_str!("vectors/drafts.json")).expect("the drafts");
    for case in drafts.cases {
        let mut draft = drafts.base.clone();
        for (field, text) in case.set {
            draft.set(field, text.unwrap_or_default());
        }
        let day = case.today.map_or_else(today, |day| date::parse(&day).expect("a day"));
        for fault in check(&draft, day, &directory) {
            let input = draft.get(fault.field).to_owned();
            found.push((fault, input));
        }
    }
    found
}

/// The faults of pictures, each of which is made by a rule.
fn of_pictures() -> Vec<Fault> {
    let bad = Measurements {
        format: PictureFormat::Webp,
        bytes: 19_400,
        width: 300,
        height: 200,
        colourfulness: 0.0,
        luma_deviation: 60.0,
        centre_luma: 10.0,
        sharpness: 1.0,
        ground_lightness: 50.0,
        ground_chroma: 1.0,
        ground_deviation: 20.0,
        ground_sides: 0.4,
        portrait: Some(PortraitMeasures { faces: 2, face_score: 0.9, head: None }),
        card: Some(CardMeasures {
            found: true,
            fill: 0.01,
            long_side: 200.0,
            tilt: 0.0,
            perspective: 1.0,
            glare: 0.5,
            sharpness: 100.0,
            mean_luma: 120.0,
            touches_frame: true,
        }),
    };
    let blank = Measurements { luma_deviation: 0.0, bytes: 12_000_000, ..bad.clone() };
    let nobody = PortraitMeasures { faces: 0, face_score: 0.0, head: None };
    let nobody = Measurements { portrait: Some(nobody), centre_luma: 255.0, ..bad.clone() };
    let mut found = Vec::new();
    for kind in PictureKind::ALL {
        for measured in [&bad, &blank, &nobody] {
            found.extend(PhotoSpec::of(kind).judge(measured));
        }
        for refusal in [
            PictureRefusal::Empty,
            PictureRefusal::Unsupported(PictureFormat::Heic),
            PictureRefusal::Unsupported(PictureFormat::Unknown),
            PictureRefusal::UnsupportedCoding,
            PictureRefusal::Damaged,
            PictureRefusal::TooManyBytes,
            PictureRefusal::TooManyPixels,
            PictureRefusal::OutOfMemory,
            PictureRefusal::TooSmall,
        ] {
            found.push(picture_refused(kind.field(), refusal));
        }
    }
    found.extend(source_refused(45_000, 300, 400));
    found.extend(source_refused(19_400, 400, 500));
    for head in [
        HeadInFrame {
            face_width: 100.0,
            hair_top: Some(0.0),
            eyes_to_bottom: 300.0,
            eyes_from_left: 100.0,
            tilt_degrees: -9.5,
        },
        HeadInFrame {
            face_width: 300.0,
            hair_top: Some(60.0),
            eyes_to_bottom: 100.0,
            eyes_from_left: 250.0,
            tilt_degrees: 9.5,
        },
        HeadInFrame {
            face_width: 200.0,
            hair_top: None,
            eyes_to_bottom: 300.0,
            eyes_from_left: 179.0,
            tilt_degrees: 0.0,
        },
    ] {
        found.extend(PhotoSpec::card().judge_place(&head));
    }
    found
}

fn assert_english(words: &str) {
    let beside_originals =
        ON_CARDS.iter().fold(words.to_owned(), |words, original| words.replace(original, ""));
    assert!(!beside_originals.chars().any(is_han), "Chinese in {words}");
    let full_width = |c: char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
    assert!(!beside_originals.chars().any(full_width), "full-width marks in {words}");
    assert!(!words.trim().is_empty());
}

/// What must hold of the English of any fault.
fn assert_well_said(fault: &Fault, typed: &str) {
    let words = fault.words_in(Language::En);
    assert_english(&words);
    assert!(words.contains("lease ") || words.contains("you can go on"), "no remedy in {words}");
    assert!(words.ends_with('.'), "no full stop in {words}");
    let beside_examples = ["010-12345678", "2024-01-01", "北京市公安局海淀分局"]
        .iter()
        .fold(words.to_string(), |words, example| words.replace(example, ""));
    let long_enough_to_tell = typed.chars().count() >= 6;
    assert!(
        !long_enough_to_tell || !beside_examples.contains(typed),
        "{words} repeats what was typed"
    );
    assert_eq!(fault.words_in(Language::ZhCn), fault.message);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_fault_of_the_vectors_is_said_in_english_with_its_remedy() {
    let typed = typed();
    for (fault, input) in &typed {
        assert_well_said(fault, input);
    }
    let pictures = of_pictures();
    for fault in &pictures {
        assert_well_said(fault, "");
    }
    let met: HashSet<FaultCode> =
        typed.iter().map(|(fault, _)| fault).chain(&pictures).map(|fault| fault.code).collect();
    assert!(met.len() >= 40, "only {} of the codes are met", met.len());
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_code_at_every_field_has_english_words() {
    for field in Field::ALL {
        for code in FaultCode::ALL {
            for fault in [Fault::hard(field, code, "请核对"), Fault::soft(field, code, "请核对")]
            {
                assert_well_said(&fault, "");
            }
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_english_says_what_the_chinese_says() {
    let of = |code: FaultCode| {
        let faults = of_pictures();
        let words: Vec<String> = faults
            .iter()
            .filter(|fault| fault.code == code && fault.field == Field::Photo)
            .map(|fault| fault.words_in(Language::En).into_owned())
            .collect();
        words.join("\n")
    };
    for (code, parts) in [
        (FaultCode::FaceWidth, ["The face is too small.", "The face is too large."]),
        (FaultCode::HairTop, ["too near to the upper edge", "The top of the head is cut off"]),
        (FaultCode::OffCentre, ["too far to the left", "too far to the right"]),
        (FaultCode::Tilted, ["leans to the left", "leans to the right"]),
        (FaultCode::TooFewBytes, ["only 19.4 KB, less than 20 KB", "file is empty"]),
        (FaultCode::Pixels, ["has 300×400 pixels instead of 358×441", "too large to be handled"]),
        (FaultCode::NoFace, ["No face was found", "The face is hard to see"]),
    ] {
        let words = of(code);
        for part in parts {
            assert!(words.contains(part), "{code:?} lacks “{part}” in\n{words}");
        }
    }
    let typed = |field, code, severity| {
        let fault = Fault { severity, ..Fault::hard(field, code, "请核对") };
        fault.words_in(Language::En).into_owned()
    };
    assert_ne!(
        typed(Field::BirthDate, FaultCode::Mismatch, Severity::Hard),
        typed(Field::BirthDate, FaultCode::Mismatch, Severity::Soft)
    );
    assert_ne!(
        typed(Field::PortraitSide, FaultCode::NotThePerson, Severity::Hard),
        typed(Field::Name, FaultCode::NotThePerson, Severity::Hard)
    );
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_label_has_words_of_its_own_in_every_language() {
    const STATUSES: [&str; 7] =
        ["submitted", "accepted", "making", "at_branch", "mailed", "collected", "returned"];
    for language in Language::ALL {
        let labels_at = |door: Door| -> HashSet<&str> {
            Field::ALL.iter().map(|field| field.label_in(door, language)).collect()
        };
        for door in Door::ALL {
            assert_eq!(labels_at(door).len(), Field::ALL.len(), "{door:?} {language:?}");
        }
        let labels = labels_at(Door::Minsheng);
        let prompts_at = |door: Door| -> HashSet<&str> {
            Field::ALL.iter().map(|field| field.prompt_in(door, language)).collect()
        };
        for door in Door::ALL {
            assert_eq!(prompts_at(door).len(), Field::ALL.len(), "{door:?} {language:?}");
        }
        let prompts = prompts_at(Door::Minsheng);
        let titles: HashSet<&str> = Step::ALL.iter().map(|step| step.title_in(language)).collect();
        assert_eq!(titles.len(), Step::ALL.len(), "{language:?}");
        let statuses = STATUSES.map(|name| Status::from_name(name).expect("a status"));
        let statuses: HashSet<&str> =
            statuses.iter().map(|status| status.label_in(language)).collect();
        assert_eq!(statuses.len(), STATUSES.len(), "{language:?}");
        if language == Language::En {
            labels
                .iter()
                .chain(&prompts)
                .chain(&titles)
                .chain(&statuses)
                .for_each(|words| assert_english(words));
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_english_of_a_table_belongs_to_its_codes() {
    const FILES: [&str; 7] = [
        include_str!("../src/english/document_type.tsv"),
        include_str!("../src/english/nationality.tsv"),
        include_str!("../src/english/sex.tsv"),
        include_str!("../src/english/ethnicity.tsv"),
        include_str!("../src/english/district.tsv"),
        include_str!("../src/english/mail_region.tsv"),
        include_str!("../src/english/delivery.tsv"),
    ];
    for (dictionary, file) in Dictionary::ALL.into_iter().zip(FILES) {
        let rows: Vec<(&str, &str)> = file
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_once('\t').expect("a code and a word"))
            .collect();
        let told: Vec<(&str, &str)> =
            dictionary.words().iter().map(|word| (word.code, word.name_in(Language::En))).collect();
        assert_eq!(told, rows, "{dictionary:?}");
        let names: HashSet<&str> = rows.iter().map(|(_, name)| *name).collect();
        assert_eq!(names.len(), rows.len(), "{dictionary:?} says something twice");
        rows.iter().for_each(|(_, name)| assert_english(name));
    }
    let directory = Directory::built_in();
    for entry in directory.banks.iter().chain(&directory.occupations) {
        assert_english(entry.name_in(Language::En).expect("what is built in has English"));
    }
}
