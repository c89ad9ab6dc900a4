//! What must hold of every language.

use std::collections::BTreeMap;

use sscard_shared::{
    api::{ACCESS_VERSION, ErrorCode, PictureKind, ProviderProblem, REGISTRATION_VERSION},
    normalise::is_han,
};

use super::{en, zh_cn};
use crate::imaging::quadrilateral::Quadrilateral;

/// What may stand in Chinese in English, because people meet it in Chinese on a card.
const ON_CARDS: [&str; 4] = ["（国徽面）", "（个人信息面）", "（长期）", "（签发机关）"];

/// Every word of a language by its place, as its own description of itself tells: a new field cannot be forgotten here.
fn texts(words: &super::Words) -> BTreeMap<String, String> {
    let told = format!("{words:#?}");
    let (mut place, mut texts) = (Vec::new(), BTreeMap::new());
    for (number, line) in told.lines().enumerate() {
        let line = line.trim();
        let name = line.split_once(": ").map_or("", |(name, _)| name);
        if line.ends_with(['{', '[', '(']) {
            place.push(name);
        } else if line.starts_with(['}', ']', ')']) {
            place.pop();
        } else if let Some((_, text)) = line.split_once('"') {
            let text = text.trim_end_matches(',').trim_end_matches('"');
            texts.insert(format!("{}.{name}.{number}", place.join(".")), text.to_owned());
        }
    }
    texts
}

const CODES: [ErrorCode; 23] = [
    ErrorCode::BadRequest,
    ErrorCode::SignedOut,
    ErrorCode::Forbidden,
    ErrorCode::NotFound,
    ErrorCode::MethodNotAllowed,
    ErrorCode::Conflict,
    ErrorCode::Gone,
    ErrorCode::Changed,
    ErrorCode::TooLarge,
    ErrorCode::UnsupportedType,
    ErrorCode::Faults,
    ErrorCode::BadCode,
    ErrorCode::BadPassword,
    ErrorCode::BadCaptcha,
    ErrorCode::WeakPassword,
    ErrorCode::NotInsured,
    ErrorCode::InMaking,
    ErrorCode::NotMatched,
    ErrorCode::FaceFailed,
    ErrorCode::Consent,
    ErrorCode::TooMany,
    ErrorCode::Internal,
    ErrorCode::Unavailable,
];

/// Every sentence that English makes of parts.
fn made_in_english() -> Vec<String> {
    let figure = Quadrilateral::inset(1000, 500);
    let mut made: Vec<String> =
        CODES.into_iter().map(|code| en::server_said(code, "请求失败", Some(30))).collect();
    made.extend(PictureKind::ALL.map(|kind| en::chosen(kind).to_owned()));
    made.extend(PictureKind::ALL.map(|kind| en::shooting(kind).to_owned()));
    made.extend([0, 1, 2, 3].map(|quarters| en::card_lies(quarters).to_owned()));
    made.extend([0, 1, 100].map(|found| en::branches_found(found, 60)));
    made.extend([0, 1, 5].map(en::tries_left));
    made.extend([0, 1, 7].map(en::strokes));
    made.extend([0, 1, 99].map(en::characters_found));
    made.push(en::face_moves_done(1, 2));
    made.extend([1, 2].map(en::mend_first));
    made.extend(ProviderProblem::ALL.map(en::provider_problem));
    made.extend([
        en::ask_with_number("It failed.", "0123"),
        en::code_again_in(30),
        en::signed_in_at("password", "23 November 2026"),
        en::last_seen("23 November 2026"),
        en::device_name("微信 · Android"),
        en::device_name("其他程序"),
        en::welcome("Z**"),
        en::signed_in_by_number("134****2456"),
        en::as_real_named("Z**"),
        en::moved_to(en::WORDS.emblem_side),
        en::sign_in_with("Alipay"),
        en::not_this_side(en::WORDS.emblem_side, en::WORDS.portrait_side),
        en::strip_of("Name"),
        en::act_on("Change", "Identity"),
        en::agreed_to("1"),
        en::zoomed(1.5),
        en::distance("Face width", 207),
        en::wanted((7.0, 21.0)),
        en::lean("2.5°", true),
        en::corner_place(figure, 0),
    ]);
    made
}

fn beside_cards(text: &str) -> String {
    let text = text.replace(['(', '（'], "（").replace([')', '）'], "）");
    ON_CARDS.iter().fold(text, |text, original| text.replace(original, ""))
}

#[test]
fn every_language_has_every_word() {
    let (chinese, english) = (texts(&zh_cn::WORDS), texts(&en::WORDS));
    assert!(chinese.len() > 250, "only {} words were found", chinese.len());
    for (language, texts) in [("Chinese", &chinese), ("English", &english)] {
        for (place, text) in texts {
            assert!(!text.trim().is_empty() || text == " ", "{place} is empty in {language}");
        }
    }
    // What is Chinese alone, or English alone, is told by the types to be so.
    assert_eq!(english.len(), chinese.len() + usize::from(en::WORDS.chinese_binds.is_some()));
}

#[test]
fn english_has_no_chinese_but_what_stands_on_cards() {
    let made = made_in_english();
    let texts = texts(&en::WORDS);
    for text in texts.values().chain(&made) {
        assert!(!beside_cards(text).chars().any(is_han), "Chinese in {text}");
        let full_width = |c: char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
        assert!(!text.chars().any(full_width), "full-width marks in {text}");
        assert!(!text.contains("  "), "two spaces in {text}");
    }
}

#[test]
fn chinese_has_no_words_of_machines() {
    // Names of keys and kinds of files are what people see on their keyboards and in their albums, and U+20BB7 in dictionaries. The
    // guide tells sizes in KB and MB.
    const KNOWN: [&str; 12] =
        ["JPG", "PNG", "WebP", "HEIC", "Tab", "Shift", "K", "M", "KB", "MB", "U", "BB"];
    for text in texts(&zh_cn::WORDS).values() {
        let latin = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
        for word in latin {
            assert!(KNOWN.contains(&word), "{word} in {text}");
        }
    }
}

#[test]
fn english_speaks_of_no_machine_either() {
    let made = made_in_english();
    let texts = texts(&en::WORDS);
    for text in texts.values().chain(&made) {
        for word in ["API", "JSON", "HTTP", "404", "500", "null", "undefined", "server error"] {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
}

#[test]
fn what_is_put_into_a_sentence_is_found_in_it_in_every_language() {
    for (chinese, english, part) in [
        (zh_cn::last_seen("MOMENT"), en::last_seen("MOMENT"), "MOMENT"),
        (zh_cn::signed_in_at("sms", "MOMENT"), en::signed_in_at("sms", "MOMENT"), "MOMENT"),
        (zh_cn::code_again_in(47), en::code_again_in(47), "47"),
        (zh_cn::as_real_named("Z**"), en::as_real_named("Z**"), "Z**"),
        (zh_cn::tries_left(3), en::tries_left(3), "3"),
        (zh_cn::signed_in_by_number("134"), en::signed_in_by_number("134"), "134"),
        (zh_cn::moved_to("SIDE"), en::moved_to("SIDE"), "SIDE"),
        (zh_cn::not_this_side("ONE", "OTHER"), en::not_this_side("ONE", "OTHER"), "ONE"),
        (zh_cn::not_this_side("ONE", "OTHER"), en::not_this_side("ONE", "OTHER"), "OTHER"),
        (zh_cn::strip_of("LABEL"), en::strip_of("LABEL"), "LABEL"),
        (zh_cn::sign_in_with("WHO"), en::sign_in_with("WHO"), "WHO"),
        (zh_cn::mend_first(2), en::mend_first(2), "2"),
        (zh_cn::branches_found(99, 60), en::branches_found(99, 60), "99"),
        (zh_cn::branches_found(99, 60), en::branches_found(99, 60), "60"),
        (zh_cn::strokes(7), en::strokes(7), "7"),
        (zh_cn::characters_found(99), en::characters_found(99), "99"),
        (zh_cn::ask_with_number("SAID", "0123"), en::ask_with_number("SAID", "0123"), "0123"),
        (zh_cn::ask_with_number("SAID", "0123"), en::ask_with_number("SAID", "0123"), "SAID"),
        (zh_cn::act_on("ACT", "THING"), en::act_on("ACT", "THING"), "THING"),
        (zh_cn::agreed_to("2026-1"), en::agreed_to("2026-1"), "2026-1"),
        (zh_cn::distance("NAME", 207), en::distance("NAME", 207), "207"),
    ] {
        assert!(chinese.contains(part), "{part} is not in {chinese}");
        assert!(english.contains(part), "{part} is not in {english}");
    }
}

#[test]
fn the_server_is_quoted_in_chinese_and_said_again_in_english() {
    for code in CODES {
        assert_eq!(zh_cn::server_said(code, "请稍后再试", None), "请稍后再试");
        assert!(!zh_cn::server_said(code, "", None).is_empty());
        let english = en::server_said(code, "请稍后再试", None);
        assert!(english.contains("lease ") && english.ends_with('.'), "{code:?}: {english}");
    }
}

#[test]
fn a_sentence_that_people_agree_to_is_this_one_in_this_version() {
    // Whoever changes a sentence changes its version with it: what people agreed to is kept by its version alone.
    let words = zh_cn::WORDS;
    let registration = "我同意北京市大数据中心使用我所提交的信息注册京通小程序，以及登录北京市统一身份认证平台，以便使用京通相关服务。";
    assert_eq!((REGISTRATION_VERSION, words.identity_check.consent_register), ("1", registration));
    let access = "我同意并授权允许采集申领人信息进行第三代社会保障卡申领资格校验，并接受将电子证照信息用于第三代社会保障卡申领材料。";
    assert_eq!((ACCESS_VERSION, words.eligibility.consent), ("1", access));
}
