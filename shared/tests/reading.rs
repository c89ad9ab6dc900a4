//! Lines in, fields out: made-up people's cards as an engine reads them, rightly and wrongly.
#![allow(clippy::expect_used, reason = "a test that cannot read its cases must stop")]

use sscard_shared::{
    Date, date,
    field::Field,
    reading::{Area, CardReading, Letter, Sheet, Side, TextLine, read},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

fn today() -> Date {
    date::parse("2026-11-23").expect("a day")
}

/// A line of a card: its text, its left edge and its middle height, in shares of the card. `张~0.7` is a letter of that confidence,
/// `张~0.7=弓0.2` one with another choice.
fn line(text: &str, left: f64, y: f64) -> TextLine {
    let mut letters: Vec<Letter> = Vec::new();
    let mut rest = text.chars().peekable();
    let mut place = 0.0;
    while let Some(character) = rest.next() {
        let width = match character {
            '.' | '-' => 0.015,
            '0'..='9' => 0.03,
            _ => 0.045,
        };
        // A space is a gap as wide as a character.
        if character == ' ' {
            place += width;
            continue;
        }
        let mut letter =
            Letter { character, confidence: 0.99, others: Vec::new(), at: place + width / 2.0 };
        place += width;
        let number = |rest: &mut std::iter::Peekable<std::str::Chars<'_>>| -> f64 {
            let mut digits = String::new();
            while let Some(c) =
                rest.next_if(|c| digits.len() < 4 && (c.is_ascii_digit() || *c == '.'))
            {
                digits.push(c);
            }
            digits.parse().expect("a confidence")
        };
        if rest.next_if_eq(&'~').is_some() {
            letter.confidence = number(&mut rest);
        }
        while rest.next_if_eq(&'=').is_some() {
            let other = rest.next().expect("another choice");
            letter.others.push((other, number(&mut rest)));
        }
        letters.push(letter);
    }
    for letter in &mut letters {
        letter.at /= place;
    }
    let area = Area { left, top: y - 0.025, right: left + place, bottom: y + 0.025 };
    TextLine { letters, area }
}

fn card(lines: Vec<TextLine>) -> Sheet {
    Sheet { lines, aspect: 1.585, is_card: true, another_card: false, coloured: Some(0.5) }
}

const PORTRAIT: [(&str, f64, f64); 7] = [
    ("姓名张三", 0.065, 0.16),
    ("性别女 民族汉", 0.065, 0.285),
    ("出生1990年1月5日", 0.065, 0.405),
    ("住址北京市海淀区学院路街道", 0.065, 0.525),
    ("成府路1号院2号楼3单元", 0.155, 0.61),
    ("公民身份号码", 0.065, 0.84),
    ("11010819900105002X", 0.34, 0.84),
];

const EMBLEM: [(&str, f64, f64); 4] = [
    ("中华人民共和国", 0.36, 0.20),
    ("居民身份证", 0.32, 0.38),
    ("签发机关北京市公安局海淀分局", 0.21, 0.76),
    ("有效期限2014.03.21-2034.03.21", 0.21, 0.885),
];

fn value(reading: &CardReading, field: Field) -> &str {
    reading.fields.get(&field).and_then(|reading| reading.value.as_deref()).unwrap_or("-")
}

fn sheet(lines: &[(&str, f64, f64)]) -> Sheet {
    card(lines.iter().map(|(text, left, y)| line(text, *left, *y)).collect())
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_clear_card_is_read_whole() {
    let reading = read(&sheet(&PORTRAIT), today());
    assert_eq!(reading.side, Some(Side::Portrait));
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    for (field, wanted) in [
        (Field::Name, "张三"),
        (Field::Sex, "2"),
        (Field::Ethnicity, "01"),
        (Field::BirthDate, "1990-01-05"),
        (Field::Address, "北京市海淀区学院路街道成府路1号院2号楼3单元"),
        (Field::IdNumber, "11010819900105002X"),
    ] {
        assert_eq!(value(&reading, field), wanted, "{field}");
    }
    let reading = read(&sheet(&EMBLEM), today());
    assert_eq!(reading.side, Some(Side::Emblem));
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    for (field, wanted) in [
        (Field::Authority, "北京市公安局海淀分局"),
        (Field::ValidFrom, "2014-03-21"),
        (Field::ValidUntil, "2034-03-21"),
    ] {
        assert_eq!(value(&reading, field), wanted, "{field}");
    }
}
