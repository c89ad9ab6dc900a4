//! What holds of every text whatever: no parser panics, and the normal form is its own normal form.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot read a table must stop")]

use proptest::prelude::*;
use sscard_shared::{
    Date,
    application::{Application, check, check_field, check_value},
    date,
    directory::{Directory, parse_branches},
    draft::Draft,
    field::Field,
    id_number::IdNumber,
    mask, normalise, tidy,
};

fn directory() -> Directory {
    let branches = parse_branches(include_str!("../data/branches.sample.tsv"));
    Directory { branches: branches.expect("the sample branches"), ..Directory::built_in() }
}

fn any_day() -> impl Strategy<Value = Date> {
    (1890..2150_i32, 1..=366_u16).prop_filter_map("a day of that year", |(year, day)| {
        Date::from_ordinal_date(year, day).ok()
    })
}

fn any_field() -> impl Strategy<Value = Field> {
    proptest::sample::select(Field::ALL.to_vec())
}

/// Text near what people type, so that most parsers are passed often, beside text of any kind.
fn near_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9０-９ Xx-]{14,20}",
        "[一-龥·•. 〇]{0,28}",
        "[A-Za-zÀ-ÿ '.-]{0,55}",
        r"(\+86|0086|86)?[ -]?1[0-9]{10}",
        r"\(?0[0-9]{2,3}\)?[- ]?[0-9]{6,9}([-转#][0-9]{1,7})?",
        "(19|20)[0-9]{2}[-./年]?[01]?[0-9][-./月]?[0-3]?[0-9]日?",
        "[一-龥0-9A-Z号室，（） ]{0,110}",
        "[A-Z]{3}[0-9]{12}",
        "[0-9]{1,6}",
        "[0-9a-f]{31,33}",
        "[0-9]{12}",
        "长期(有效)?|pickup|mail",
    ]
}

/// Seventeen digits that are mostly a number, with a true or false check character.
fn near_id_number() -> impl Strategy<Value = String> {
    let head = prop_oneof![Just("110108"), Just("810000"), Just("911840"), Just("340524")];
    (head, any_day(), 0..1000_u32, "[0-9Xx]").prop_map(|(head, day, sequence, check)| {
        format!("{head}{}{sequence:03}{check}", date::iso(day).replace('-', ""))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_parser_panics_and_the_normal_form_parses_to_itself(
        text in near_text(),
        today in any_day(),
    ) {
        let directory = Directory::built_in();
        for field in Field::ALL {
            let checked = check_value(field, &text, today, &directory);
            for fault in checked.faults.iter() {
                prop_assert_eq!(fault.field, field);
            }
            if let Some(normal) = checked.normalised {
                let again = check_value(field, &normal, today, &directory);
                prop_assert_eq!(again.normalised, Some(normal));
                prop_assert_eq!(again.faults, checked.faults);
            } else {
                prop_assert!(checked.faults.has_hard());
            }
        }
    }

    #[test]
    fn tidying_never_spoils_an_answer_and_twice_changes_nothing(
        text in near_text(),
        today in any_day(),
    ) {
        let directory = Directory::built_in();
        for field in Field::ALL {
            let tidy = tidy::answer(field, &text, today, &directory);
            prop_assert_eq!(tidy::answer(field, &tidy, today, &directory), tidy.clone());
            if let Some(normal) = check_value(field, &text, today, &directory).normalised {
                let again = check_value(field, &tidy, today, &directory).normalised;
                prop_assert_eq!(again, Some(normal));
            }
        }
    }

    #[test]
    fn normalising_twice_changes_nothing(text in near_text()) {
        let once = normalise::text(&text);
        prop_assert_eq!(normalise::text(&once), once.clone());
        let once = normalise::compact(&text);
        prop_assert_eq!(normalise::compact(&once), once.clone());
        prop_assert!(!once.contains(char::is_whitespace));
    }

    #[test]
    fn stray_spaces_and_invisible_marks_change_no_verdict(
        field in any_field(),
        text in near_text(),
        mark in proptest::sample::select(vec![" ", "\u{3000}", "\u{200B}", "\u{FEFF}", "\n"]),
    ) {
        let (directory, today) = (Directory::built_in(), date::parse("2025-06-15").expect("a day"));
        let plain = check_value(field, &text, today, &directory);
        let marked = check_value(field, &format!("{mark}{text}{mark}"), today, &directory);
        prop_assert_eq!(plain, marked);
    }

    #[test]
    fn an_id_number_that_parses_carries_what_it_says(text in near_id_number(), today in any_day()) {
        if let Ok(number) = IdNumber::parse(&text, today) {
            prop_assert_eq!(number.as_str(), text.to_ascii_uppercase());
            let digits = date::iso(number.birth_date()).replace('-', "");
            prop_assert_eq!(&number.as_str()[6..14], digits.as_str());
            prop_assert!((0..=130).contains(&number.age_on(today)));
            prop_assert_eq!(IdNumber::parse(number.as_str(), today), Ok(number.clone()));
            // MOD 11-2 finds every single wrong digit.
            for at in 14..17 {
                let mut wrong = number.as_str().as_bytes().to_vec();
                wrong[at] = if wrong[at] == b'9' { b'0' } else { wrong[at] + 1 };
                let wrong = String::from_utf8(wrong).expect("ASCII");
                prop_assert!(IdNumber::parse(&wrong, today).is_err());
            }
        }
    }

    #[test]
    fn iso_dates_are_read_back(day in any_day()) {
        prop_assert_eq!(date::parse(&date::iso(day)), Ok(day));
        prop_assert_eq!(date::parse(&date::iso(day).replace('-', ".")), Ok(day));
        prop_assert_eq!(date::parse(&date::iso(day).replace('-', "")), Ok(day));
    }

    #[test]
    fn no_draft_makes_the_check_panic_or_the_fields_disagree(
        values in proptest::collection::vec((any_field(), near_text()), 0..28),
        today in any_day(),
    ) {
        let directory = directory();
        let mut draft = good_draft();
        for (field, text) in values {
            draft.set(field, text);
        }
        let faults = check(&draft, today, &directory);
        for field in Field::ALL {
            let own = check_field(&draft, field, today, &directory);
            prop_assert!(own.iter().eq(faults.of(field)));
        }
        match Application::parse_with(&draft, today, &directory) {
            Err(refused) => prop_assert_eq!(refused, faults),
            Ok(application) => {
                prop_assert!(!faults.has_hard());
                prop_assert_eq!(
                    Application::parse_with(&application.to_draft(), today, &directory),
                    Ok(application)
                );
            }
        }
    }

    #[test]
    fn an_application_is_its_own_normal_form(
        sequence in 0..500_u32,
        landline in proptest::option::of("0[0-9]{2,3}-?[0-9]{7,8}"),
        name in "[一-龥]{2,6}(·[一-龥]{1,6})?",
        address in "[一-龥]{5,60}[0-9]{1,4}号",
    ) {
        let today = date::parse("2025-06-15").expect("a day");
        let mut draft = good_draft();
        let body = format!("11010820000728{:03}", sequence * 2);
        let number = (b'0'..=b'9').map(char::from).chain(['X']).map(|check| format!("{body}{check}"))
            .find(|number| IdNumber::parse(number, today).is_ok());
        draft.set(Field::IdNumber, number.expect("a check digit"));
        draft.set(Field::Name, name);
        draft.set(Field::Address, address);
        draft.set(Field::Landline, landline.unwrap_or_default());
        if let Ok(application) = Application::parse_with(&draft, today, &directory()) {
            let normal = application.to_draft();
            let again = Application::parse_with(&normal, today, &directory());
            prop_assert_eq!(again.as_ref().map(Application::to_draft), Ok(normal));
            prop_assert_eq!(again, Ok(application));
        } else {
            prop_assert!(!draft.get(Field::Landline).is_empty());
        }
    }

    #[test]
    fn a_draft_survives_the_wire(values in proptest::collection::vec((any_field(), any::<String>()), 0..20)) {
        let mut draft = Draft::new();
        for (field, text) in values {
            draft.set(field, text);
        }
        let wire = serde_json::to_string(&draft).expect("a draft is an object");
        prop_assert_eq!(serde_json::from_str::<Draft>(&wire).expect("read back"), draft);
    }

    #[test]
    fn a_mask_never_shows_the_middle(text in "[0-9]{11,18}") {
        let head: String = text.chars().take(3).collect();
        for masked in [mask::mobile(&text), mask::id_number(&text)] {
            prop_assert!(masked.starts_with(&head) && masked.contains("****"));
            prop_assert!(masked.chars().filter(char::is_ascii_digit).count() <= 7);
        }
    }
}

fn good_draft() -> Draft {
    let vectors: serde_json::Value =
        serde_json::from_str(include_str!("vectors/drafts.json")).expect("the drafts");
    serde_json::from_value(vectors["base"].clone()).expect("a draft")
}
