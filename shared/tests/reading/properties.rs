//! What holds of every sheet whatever.

use proptest::prelude::*;
use sscard_shared::{
    Date,
    application::check_value,
    directory::Directory,
    field::Field,
    reading::{Area, Letter, Sheet, TextLine, against_person, between_sides, read},
};

use crate::{
    cards::{Drawn, EMBLEM, lying, sheet, today},
    fields::{EMBLEM_READ, PORTRAIT_READ},
};

/// A portrait side with each piece in a line of its own, and with a name that is still one where a letter is cut off.
const APART: [Drawn<'static>; 11] = [
    ("[姓名]", 0.058, 0.156),
    ("欧阳三", 0.181, 0.152),
    ("[性别]", 0.058, 0.278),
    ("女____[民族]__汉", 0.181, 0.276),
    ("[出生]", 0.058, 0.397),
    ("1990_[年]_1_[月]_5_[日]", 0.181, 0.396),
    ("[住址]", 0.058, 0.517),
    ("北京市海淀区学院路街道", 0.181, 0.515),
    ("成府路1号院2号楼3单元", 0.181, 0.602),
    ("[公民身份号码]", 0.058, 0.834),
    ("{11010819900105002X}", 0.339, 0.834),
];

fn any_day() -> impl Strategy<Value = Date> {
    (1890..2150_i32, 1..=366_u16).prop_filter_map("a day of that year", |(year, day)| {
        Date::from_ordinal_date(year, day).ok()
    })
}

/// A number as an engine may give it, broken ones included.
fn any_share() -> impl Strategy<Value = f64> {
    prop_oneof![8 => 0.0..1.0_f64, 1 => any::<f64>()]
}

/// Text near what stands on a card, beside text of any kind.
fn near_line() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "(姓名|姓各)?[一-龥]{0,4}",
        "性别[男女]?(民族[汉回满]?)?",
        "(出生)?(19|20)[0-9]{2}年?[01]?[0-9]月?[0-3]?[0-9]日?",
        "(住址)?[一-龥0-9]{0,12}",
        "(公民身份号码)?[0-9OX]{15,20}",
        "(中华人民共和国|居民身份证|签发机关|[一-龥]{2,8}公安局)",
        "(有效期限)?20[0-9]{2}.?[01][0-9].?[0-3][0-9]-?(20[0-9]{2}.?[01][0-9].?[0-3][0-9]|长期)",
    ]
}

fn any_line() -> impl Strategy<Value = TextLine> {
    let letter =
        (any_share(), proptest::collection::vec((any::<char>(), any_share()), 0..3), any_share());
    let letters = proptest::collection::vec(letter, 30);
    let anywhere = (any_share(), any_share(), any_share(), any_share());
    // Where lines of a card stand, so that sides are told and fields are read.
    let row =
        proptest::sample::select(vec![0.156, 0.278, 0.397, 0.515, 0.602, 0.756, 0.834, 0.885]);
    let left = proptest::sample::select(vec![0.058, 0.181, 0.258, 0.339]);
    let on_a_row = (left, row, 0.02..0.6_f64)
        .prop_map(|(left, y, width)| (left, y - 0.02, left + width, y + 0.02));
    let edges = prop_oneof![1 => anywhere, 4 => on_a_row];
    (near_line(), letters, edges).prop_map(|(text, letters, (left, top, right, bottom))| {
        let count = text.chars().count().max(1) as f64;
        let letters = text.chars().zip(letters).enumerate();
        let letters = letters.map(|(index, (character, (confidence, others, at)))| {
            let at = if at < 0.9 { (index as f64 + 0.5) / count } else { at };
            Letter { character, confidence, others, at }
        });
        TextLine { letters: letters.collect(), area: Area { left, top, right, bottom } }
    })
}

fn any_sheet() -> impl Strategy<Value = Sheet> {
    let lines = proptest::collection::vec(any_line(), 0..12);
    let slope = proptest::option::of(any_share().prop_map(|share| share - 0.5));
    let shares = (any_share(), slope, proptest::option::of(any_share()));
    (lines, shares, any::<bool>(), any::<bool>()).prop_map(
        |(lines, (aspect, slope, coloured), is_card, another_card)| Sheet {
            lines,
            aspect: aspect * 2.0,
            slope,
            is_card,
            another_card,
            coloured,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_sheet_is_read_and_what_is_offered_is_its_own_normal_form(
        sheet in any_sheet(),
        other in any_sheet(),
        today in any_day(),
    ) {
        let directory = Directory::built_in();
        let reading = read(&sheet, today);
        for (field, of_field) in &reading.fields {
            prop_assert!(reading.side.is_some());
            prop_assert!((0.0..=1.0).contains(&of_field.confidence));
            prop_assert_eq!(of_field.value.is_some(), of_field.text.is_some());
            if let Some(value) = &of_field.value {
                let checked = check_value(*field, value, today, &directory);
                prop_assert_eq!(checked.normalised.as_deref(), Some(value.as_str()));
            }
        }
        let _ = against_person(&reading, "张三", "11010819900105002X");
        let _ = between_sides(&reading, &read(&other, today), today);
    }

    #[test]
    fn whatever_is_lost_of_a_card_and_however_it_lies_nothing_wrong_is_offered(
        lost in proptest::collection::vec(proptest::bool::weighted(0.2), 11),
        moved in proptest::collection::vec((-0.012..0.012_f64, -0.012..0.012_f64), 11),
        pose in proptest::option::of((1.0..2.8_f64, -15.0..15.0_f64)),
        is_portrait in any::<bool>(),
    ) {
        let (lines, truth): (&[Drawn<'_>], &[(Field, &str)]) =
            if is_portrait { (&APART, &PORTRAIT_READ) } else { (&EMBLEM, &EMBLEM_READ) };
        let kept = lines.iter().zip(&lost).zip(&moved).filter(|((_, lost), _)| !**lost);
        let kept: Vec<Drawn<'_>> =
            kept.map(|(((text, left, y), _), moved)| (*text, left + moved.0, y + moved.1)).collect();
        let cut = sheet(&kept);
        let sheet = pose.map_or(cut.clone(), |(times, degrees)| lying(&cut, times, degrees));
        let reading = read(&sheet, today());
        for (field, value) in truth {
            let Some(read) = reading.fields.get(field).and_then(|read| read.value.as_deref()) else {
                continue;
            };
            let value = if is_portrait && *field == Field::Name { "欧阳三" } else { value };
            // Nothing tells that the last line of an address was lost.
            let is_right = read == value || *field == Field::Address && value.starts_with(read);
            prop_assert!(is_right, "{} for {} of {:?} {:?}", read, value, kept, pose);
        }
    }
}
