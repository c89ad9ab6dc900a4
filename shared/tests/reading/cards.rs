//! Made-up people's cards as an engine reads them: lines, and where they stand.

use sscard_shared::{
    Date, date,
    field::Field,
    reading::{Area, CardReading, Letter, Sheet, TextLine},
};

/// A line's text, left edge and middle height.
pub(crate) type Drawn<'t> = (&'t str, f64, f64);

pub(crate) fn today() -> Date {
    date::parse("2026-11-23").expect("a day")
}

pub(crate) const PORTRAIT: [Drawn<'static>; 7] = [
    ("[姓名]___张三", 0.058, 0.156),
    ("[性别]___女____[民族]__汉", 0.058, 0.278),
    ("[出生]___1990_[年]_1_[月]_5_[日]", 0.058, 0.397),
    ("[住址]___北京市海淀区学院路街道", 0.058, 0.515),
    ("成府路1号院2号楼3单元", 0.181, 0.602),
    ("[公民身份号码]", 0.058, 0.834),
    ("{11010819900105002X}", 0.339, 0.834),
];

pub(crate) const EMBLEM: [Drawn<'static>; 4] = [
    ("_中__华__人__民__共__和__国", 0.319, 0.175),
    ("_居___民____身___份____证", 0.328, 0.368),
    ("[签发机关]__北京市公安局海淀分局", 0.258, 0.756),
    ("[有效期限]__2014.03.21-2034.03.21", 0.258, 0.885),
];

/// A line of a card: its text, its left edge and its middle height, in shares of the card.
///
/// Letters in `[]` are as small as a label's, those in `{}` as wide as an ID number's digits, and `_` is a gap. `张~0.7` is a letter of
/// that confidence, `张~0.7=弓0.2` one with another choice.
pub(crate) fn line(text: &str, left: f64, y: f64) -> TextLine {
    let mut letters: Vec<Letter> = Vec::new();
    let mut rest = text.chars().peekable();
    let (mut place, mut kind) = (0.0, ' ');
    while let Some(character) = rest.next() {
        let width = match (character, kind) {
            ('[' | ']' | '{' | '}', _) => {
                kind = character;
                continue;
            }
            ('_', _) => 0.02,
            (_, '[') => 0.031,
            (_, '{') => 0.0297,
            ('.' | '-', _) => 0.0105,
            ('0'..='9' | 'a'..='z' | 'A'..='Z', _) => 0.021,
            _ => 0.037,
        };
        if character == '_' {
            place += width;
            continue;
        }
        let mut letter =
            Letter { character, confidence: 0.99, others: Vec::new(), at: place + width / 2.0 };
        place += width;
        let number = |rest: &mut std::iter::Peekable<std::str::Chars<'_>>| -> f64 {
            let mut digits = String::new();
            while let Some(c) =
                rest.next_if(|c| digits.len() < 3 && (c.is_ascii_digit() || *c == '.'))
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

pub(crate) fn card(lines: Vec<TextLine>) -> Sheet {
    Sheet {
        lines,
        aspect: 1.585,
        slope: None,
        is_card: true,
        another_card: false,
        coloured: Some(0.5),
    }
}

pub(crate) fn sheet(lines: &[Drawn<'_>]) -> Sheet {
    card(lines.iter().map(|(text, left, y)| line(text, *left, *y)).collect())
}

/// The same card lying in a picture: this many times as wide as the card, turned clockwise by so many degrees about its middle.
pub(crate) fn lying(sheet: &Sheet, times: f64, degrees: f64) -> Sheet {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (aspect, height) = (1.4, times * 85.6 / 54.0 / 1.4);
    let lines = sheet.lines.iter().map(|line| {
        let Area { left, top, right, bottom } = line.area;
        let (x, y) = ((f64::midpoint(left, right) - 0.5) * 1.585, f64::midpoint(top, bottom) - 0.5);
        let (length, thick) = ((right - left) * 1.585, bottom - top);
        let (width, tall) = (length * cos + thick * sin.abs(), length * sin.abs() + thick * cos);
        let (x, y) = (x * cos - y * sin, x * sin + y * cos);
        let letters = line.letters.iter().map(|letter| Letter {
            at: 0.5 + (letter.at - 0.5) * length * cos / width,
            ..letter.clone()
        });
        // In parts of the picture, whose height is `height` card heights, with the card a little off its middle.
        let (x, y) = (0.52 + x / (height * aspect), 0.47 + y / height);
        let (half_width, half_tall) = (width / (height * aspect) / 2.0, tall / height / 2.0);
        let area = Area {
            left: x - half_width,
            right: x + half_width,
            top: y - half_tall,
            bottom: y + half_tall,
        };
        TextLine { letters: letters.collect(), area }
    });
    Sheet { lines: lines.collect(), aspect, is_card: false, ..sheet.clone() }
}

pub(crate) fn value(reading: &CardReading, field: Field) -> &str {
    reading.fields.get(&field).and_then(|reading| reading.value.as_deref()).unwrap_or("-")
}
