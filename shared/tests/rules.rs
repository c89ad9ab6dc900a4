//! The vectors of `tests/vectors`, read by the same tests natively and in a browser.
#![allow(clippy::expect_used, reason = "a test that cannot read its vectors must stop")]

use std::collections::BTreeMap;

use sscard_shared::{
    Date,
    address::Address,
    application::{Application, check, check_field, check_value},
    date,
    directory::{Directory, parse_branches},
    draft::Draft,
    fault::{Fault, Faults, Severity},
    field::Field,
    id_number::IdNumber,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

const TODAY: &str = "2025-06-15";
const VECTORS: [(&str, &str); 6] = [
    ("name", include_str!("vectors/name.tsv")),
    ("id_number", include_str!("vectors/id_number.tsv")),
    ("date", include_str!("vectors/date.tsv")),
    ("contact", include_str!("vectors/contact.tsv")),
    ("address", include_str!("vectors/address.tsv")),
    ("code", include_str!("vectors/code.tsv")),
];

fn day(text: &str) -> Date {
    date::parse(text).expect("a day of the vectors")
}

/// The tables as the server holds them: with branches of every bank.
fn directory() -> Directory {
    let branches = parse_branches(include_str!("../data/branches.sample.tsv"));
    Directory { branches: branches.expect("the sample branches"), ..Directory::built_in() }
}

/// `\u{200B}` becomes that character, `\\` a backslash.
fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix("u{") {
            let (code, after) = after.split_once('}').expect("a closed escape");
            let code = u32::from_str_radix(code, 16).expect("hexadecimal digits");
            plain.push(char::from_u32(code).expect("a character"));
            rest = after;
        } else {
            plain.push('\\');
            rest = rest.strip_prefix('\\').expect("an escape");
        }
    }
    plain + rest
}

fn code(fault: &Fault) -> String {
    let word = serde_json::to_value(fault.code).expect("a code is a word");
    let word = word.as_str().expect("a code is a word").to_owned();
    match fault.severity {
        Severity::Hard => word,
        Severity::Soft => format!("~{word}"),
    }
}

/// What must hold of the words of any fault, whatever was typed.
fn assert_well_said(fault: &Fault, typed: &str) {
    let message = &fault.message;
    assert!(message.contains('请') || message.contains("可以"), "no remedy in {message}");
    assert!(!message.chars().any(|c| matches!(c, ',' | '!' | '?')), "half-width marks: {message}");
    let beside_examples = message.replace("010-12345678", "").replace("2024-01-01", "");
    let long_enough_to_tell = typed.chars().count() >= 6;
    assert!(
        !long_enough_to_tell || !beside_examples.contains(typed),
        "{message} repeats what was typed"
    );
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_value_of_the_vectors_is_judged_as_written() {
    let (today, directory) = (day(TODAY), directory());
    let mut wrong = Vec::new();
    let mut rows = 0;
    for (file, text) in VECTORS {
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [field, input, verdict, normal @ ..] = columns.as_slice() else {
                panic!("{file}:{} has too few columns", index + 1);
            };
            rows += 1;
            let field = Field::from_name(field).expect("a wire name");
            let input = unescaped(input);
            let checked = check_value(field, &input, today, &directory);
            let codes: Vec<String> = checked.faults.iter().map(code).collect();
            let codes = if codes.is_empty() { String::from("ok") } else { codes.join(",") };
            let normal = normal.first().map(|normal| unescaped(normal));
            if codes != *verdict || checked.normalised != normal {
                wrong.push(format!(
                    "{file}:{} {field} {input:?}: {codes} {:?}",
                    index + 1,
                    checked.normalised
                ));
            }
            for fault in checked.faults.iter() {
                assert_eq!(fault.field, field);
                assert_well_said(fault, &input);
            }
            if let Some(normal) = checked.normalised {
                let again = check_value(field, &normal, today, &directory);
                assert_eq!(again.normalised.as_deref(), Some(&*normal), "{field} {input:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 400, "only {rows} rows");
}

#[derive(serde::Deserialize)]
struct Drafts {
    base: Draft,
    cases: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    name: String,
    set: BTreeMap<Field, Option<String>>,
    faults: Vec<String>,
    #[serde(default)]
    normal: BTreeMap<Field, Option<String>>,
    today: Option<String>,
}

fn drafts() -> Drafts {
    serde_json::from_str(include_str!("vectors/drafts.json")).expect("the drafts")
}

impl Case {
    fn draft(&self, base: &Draft) -> Draft {
        let mut draft = base.clone();
        for (field, text) in &self.set {
            draft.set(*field, text.clone().unwrap_or_default());
        }
        draft
    }
}

fn codes(faults: &Faults) -> Vec<String> {
    let mut codes: Vec<String> = faults
        .iter()
        .map(|fault| {
            let code = code(fault);
            match code.strip_prefix('~') {
                Some(code) => format!("~{}:{code}", fault.field),
                None => format!("{}:{code}", fault.field),
            }
        })
        .collect();
    codes.sort();
    codes
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_draft_of_the_vectors_is_judged_as_written() {
    let (drafts, directory) = (drafts(), directory());
    for case in &drafts.cases {
        let today = day(case.today.as_deref().unwrap_or(TODAY));
        let draft = case.draft(&drafts.base);
        let faults = check(&draft, today, &directory);
        let mut wanted = case.faults.clone();
        wanted.sort();
        assert_eq!(codes(&faults), wanted, "{}", case.name);
        let place = |fault: &Fault| Field::ALL.iter().position(|field| *field == fault.field);
        assert!(faults.iter().is_sorted_by_key(place), "{} is out of order", case.name);

        let of_fields: Vec<Fault> = Field::ALL
            .into_iter()
            .flat_map(|field| check_field(&draft, field, today, &directory))
            .collect();
        assert_eq!(Faults::from(of_fields), faults, "{}", case.name);
        for fault in faults.iter() {
            assert_well_said(fault, draft.get(fault.field));
        }

        match Application::parse_with(&draft, today, &directory) {
            Err(refused) => {
                assert!(faults.has_hard(), "{}", case.name);
                assert_eq!(refused, faults, "{}", case.name);
            }
            Ok(application) => {
                assert!(!faults.has_hard(), "{}", case.name);
                assert_eq!(application.warnings(), faults, "{}", case.name);
                let normal = application.to_draft();
                for (field, text) in &case.normal {
                    assert_eq!(normal.get(*field), text.as_deref().unwrap_or(""), "{}", case.name);
                }
                let again = Application::parse_with(&normal, today, &directory);
                assert_eq!(again.as_ref(), Ok(&application), "{}", case.name);
            }
        }
    }
    assert!(drafts.cases.len() >= 60);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn without_branches_a_branch_is_judged_by_its_form() {
    let directory = Directory::built_in();
    let mut draft = drafts().base;
    draft.set(Field::Branch, "313000000001");
    assert!(check_field(&draft, Field::Branch, day(TODAY), &directory).is_empty());
    draft.set(Field::Branch, "102000000001");
    let faults = check_field(&draft, Field::Branch, day(TODAY), &directory);
    assert_eq!(codes(&faults), ["branch:other_bank"]);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn where_the_table_is_whole_a_branch_that_is_not_in_it_does_not_exist() {
    let mut draft = drafts().base;
    draft.set(Field::Branch, "313000000001");
    let mut directory = directory();
    for branches in [Vec::new(), directory.branches.clone()] {
        directory = Directory { branches, branches_whole: true, ..directory };
        let faults = check_field(&draft, Field::Branch, day(TODAY), &directory);
        assert_eq!(codes(&faults), ["branch:not_in_table"]);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_branches_of_the_chosen_bank_alone_are_enough() {
    let mut directory = directory();
    directory.branches.retain(|branch| branch.bank == "313");
    let mut draft = drafts().base;
    assert!(check_field(&draft, Field::Branch, day(TODAY), &directory).is_empty());
    draft.set(Field::Branch, "102999008001");
    let faults = check_field(&draft, Field::Branch, day(TODAY), &directory);
    assert_eq!(codes(&faults), ["branch:other_bank"]);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_number_tells_birth_date_sex_document_and_country() {
    for (number, birth_date, sex, document_type, country) in [
        ("11010519491231002X", "1949-12-31", Some("2"), "111", "CHN"),
        ("810000199003070015", "1990-03-07", Some("1"), "154", "CHN"),
        ("911840198802140010", "1988-02-14", Some("1"), "553", "USA"),
        ("KAZ110090123105", "1990-12-31", None, "553", "KAZ"),
    ] {
        let told = IdNumber::parse(number, day(TODAY)).expect("a number of the vectors");
        assert_eq!(date::iso(told.birth_date()), birth_date);
        assert_eq!(told.sex().map(|sex| sex.as_str()), sex);
        assert_eq!(told.kind().document_type().as_str(), document_type);
        assert_eq!(told.country().as_str(), country);
    }
    assert!(IdNumber::parse("110105491231002", day(TODAY)).is_err());
    assert!(IdNumber::parse("一二三四五六", day(TODAY)).is_err());
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn an_address_tells_its_district_of_beijing_or_none() {
    for (address, district) in [
        ("北京市海淀区样本路1号院2号楼301室", Some("110108")),
        ("中国北京市通州区样本镇样本村9号", Some("110112")),
        ("北京市样本路1号", None),
        ("北京市海淀区朝阳区样本路1号", None),
        ("长春市朝阳区样本路1号", None),
        ("吉林省长春市朝阳区样本路1号", None),
    ] {
        let told = Address::parse(address).expect("an address of the vectors").district();
        assert_eq!(told.map(|district| district.as_str()), district, "{address}");
    }
}
