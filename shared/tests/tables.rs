//! The tables, the names of fields, and the papers that must keep up with them.
#![allow(clippy::expect_used, reason = "a test that cannot read a table must stop")]

use std::collections::HashSet;

use sscard_shared::{
    code,
    country::Country,
    dictionary::Dictionary,
    directory::{Directory, TableProblem, parse_branches},
    fault::FaultCode,
    field::Field,
    step::Step,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

const BRANCHES: &str = include_str!("../data/branches.sample.tsv");

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_field_has_one_name_that_leads_back_to_it() {
    let names: HashSet<&str> = Field::ALL.iter().map(|field| field.name()).collect();
    assert_eq!(names.len(), Field::ALL.len());
    for field in Field::ALL {
        assert_eq!(Field::from_name(field.name()), Some(field));
        assert!(field.name().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        assert!(field.prompt().starts_with('请'));
        let consent = matches!(field, Field::Disclaimer | Field::Pledge);
        assert_eq!(Step::of(field).is_none(), consent);
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_rules_paper_names_every_field_and_code() {
    let paper = include_str!("../../docs/rules.md");
    for field in Field::ALL {
        assert!(paper.contains(&format!("`{}`", field.name())), "{field} is not in docs/rules.md");
    }
    for code in FaultCode::ALL {
        let word = serde_json::to_value(code).expect("a code is a word");
        let word = word.as_str().expect("a code is a word");
        assert!(paper.contains(&format!("`{word}`")), "{word} is not in docs/rules.md");
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn every_table_has_its_size_and_tells_where_it_comes_from() {
    let sizes = [3, 249, 2, 58, 16, 46, 2];
    for (dictionary, size) in Dictionary::ALL.into_iter().zip(sizes) {
        let words = dictionary.words();
        assert_eq!(words.len(), size, "{dictionary:?}");
        let codes: HashSet<&str> = words.iter().map(|word| word.code).collect();
        let names: HashSet<&str> = words.iter().map(|word| word.name).collect();
        assert_eq!((codes.len(), names.len()), (size, size), "{dictionary:?} says something twice");
        for text in [dictionary.version(), dictionary.source(), dictionary.confidence()] {
            assert!(!text.is_empty(), "{dictionary:?}");
        }
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn codes_that_are_types_are_the_codes_of_the_tables() {
    for word in Dictionary::Nationality.words() {
        let country = Country::parse(word.code).expect("a country");
        assert_eq!((country.as_str(), country.name()), (word.code, word.name));
        assert_eq!(Country::parse(country.numeric()), Some(country));
    }
    assert_eq!(Country::parse("CHN"), Some(Country::china()));
    for word in Dictionary::DocumentType.words() {
        let parsed = code::DocumentType::parse(word.code).expect("a document type");
        assert_eq!(parsed.as_str(), word.code);
    }
    for word in Dictionary::Sex.words() {
        assert_eq!(code::Sex::parse(word.code).map(code::Sex::as_str), Some(word.code));
    }
    for word in Dictionary::Delivery.words() {
        let parsed = code::DeliveryMethod::parse(word.code).expect("a way of delivery");
        assert_eq!(parsed.as_str(), word.code);
    }
    assert_eq!(Dictionary::Ethnicity.name_of("46"), Some("德昂族"));
    assert_eq!(Dictionary::Ethnicity.name_of("36"), Some("毛南族"));
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_built_in_directory_holds_the_named_banks_and_the_guides_occupation() {
    let directory = Directory::built_in();
    assert_eq!(directory.banks.len(), 15);
    assert_eq!(directory.bank_name("313"), Some("北京银行"));
    assert!(directory.occupations.iter().any(|entry| entry.name == "专业技术人员"));
    assert!(directory.branches.is_empty());
    assert!(!directory.version.is_empty() && !directory.source.is_empty());
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn the_sample_branches_say_that_they_are_samples() {
    let branches = parse_branches(BRANCHES).expect("the sample branches");
    for bank in Directory::built_in().banks {
        let own: Vec<_> = branches.iter().filter(|branch| branch.bank == bank.code).collect();
        assert_eq!(own.len(), 16, "{}", bank.name);
        assert!(own.iter().all(|branch| branch.name.contains("样本")));
        assert!(own.iter().all(|branch| branch.code.starts_with(&bank.code)));
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_branch_is_found_by_its_name_address_and_district() {
    let branches = parse_branches(BRANCHES).expect("the sample branches");
    let found = |query: &str| branches.iter().filter(|branch| branch.matches(query)).count();
    assert_eq!(found(""), branches.len());
    assert_eq!(found("北京银行 海淀"), 1);
    assert_eq!(found(" 海淀区　样本路 "), 15);
    assert_eq!(found("313999008001"), 1);
    assert_eq!(found("没有这个网点"), 0);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_wrong_table_of_branches_is_refused_with_its_line() {
    let good = "102999001001\t102\t样本支行\t110101\t样本路1号\t\n";
    assert_eq!(parse_branches(&format!("\u{FEFF}# head\r\n\r\n{good}")).map(|b| b.len()), Ok(1));
    let cases = [
        ("102\t样本", TableProblem::Columns),
        ("102999001001\t102\t\t110101\t样本路1号\t", TableProblem::Empty),
        ("10299900100X\t102\t样本支行\t110101\t样本路1号\t", TableProblem::Code),
        ("102999001002\t102\t样本支行\t310000\t样本路1号\t", TableProblem::District),
        ("102999001001\t103\t样本支行\t110101\t样本路1号\t", TableProblem::Twice),
    ];
    for (line, problem) in cases {
        let error = parse_branches(&format!("{good}\n{line}\n")).expect_err("a wrong table");
        assert_eq!((error.line, error.problem), (3, problem));
    }
}
