//! The answers as words: codes by their tables, personal data behind masks until asked for.

use leptos::prelude::*;
use sscard_shared::{
    dictionary::Dictionary,
    directory::{Directory, Entry},
    draft::Draft,
    field::Field,
    legible, mask,
    step::Step,
    validity::LONG_TERM,
};

use crate::{
    components::grouped::Grouped, language::language, wizard::groups::asked_fields, words,
};

/// The fields of a step that have something to show, pictures aside.
#[must_use]
pub fn fields(step: Step, draft: &Draft) -> Vec<Field> {
    let is_picture =
        |field: Field| matches!(field, Field::EmblemSide | Field::PortraitSide | Field::Photo);
    asked_fields(step, draft).into_iter().filter(|field| !is_picture(*field)).collect()
}

/// The words of an answer.
#[must_use]
pub fn words_of(field: Field, draft: &Draft, directory: &Directory, masked: bool) -> String {
    let text = draft.get(field);
    if text.is_empty() {
        return words().not_given.to_owned();
    }
    let entry =
        |entries: &[Entry]| entries.iter().find(|entry| entry.code == text).map(in_language);
    let found = match field {
        Field::DocumentType => fixed(Dictionary::DocumentType, text),
        Field::Nationality => fixed(Dictionary::Nationality, text),
        Field::Sex => fixed(Dictionary::Sex, text),
        Field::Ethnicity => fixed(Dictionary::Ethnicity, text),
        Field::District => fixed(Dictionary::District, text),
        Field::MailRegion => fixed(Dictionary::MailRegion, text),
        Field::Delivery => fixed(Dictionary::Delivery, text),
        Field::Bank => entry(&directory.banks),
        Field::Occupation => entry(&directory.occupations),
        Field::Branch => directory
            .branches
            .iter()
            .find(|branch| branch.code == text)
            .map(|branch| branch.name.clone()),
        Field::BirthDate | Field::ValidFrom | Field::ValidUntil => Some(day(text)),
        Field::Name | Field::Recipient if masked => Some(mask::name(text)),
        Field::IdNumber if masked => Some(mask::id_number(text)),
        Field::Mobile | Field::RecipientMobile | Field::Landline if masked => {
            Some(mask::mobile(text))
        }
        Field::Address | Field::MailAddress if masked => Some(mask::address(text)),
        _ => None,
    };
    found.unwrap_or_else(|| text.to_owned())
}

/// The words of an answer as they are seen: long numbers in their groups, dates as they are read.
#[must_use]
pub fn shown(field: Field, text: &str) -> AnyView {
    match field {
        Field::BirthDate | Field::ValidFrom | Field::ValidUntil => words::day(text).into_any(),
        _ => {
            let groups = legible::groups(field, text).into_iter().map(str::to_owned).collect();
            view! { <Grouped groups/> }.into_any()
        }
    }
}

fn fixed(dictionary: Dictionary, code: &str) -> Option<String> {
    dictionary.name_of_in(code, language()).map(str::to_owned)
}

/// The word of an operator's table, in Chinese where the table has no other.
fn in_language(entry: &Entry) -> String {
    entry.name_in(language()).unwrap_or(&entry.name).to_owned()
}

fn day(text: &str) -> String {
    if text == LONG_TERM { words().endless.to_owned() } else { words::day(text) }
}

/// What the server says an answer is, in the language of the page: it masks what it tells, and tells it in Chinese.
#[must_use]
pub fn said_again(field: Field, told: &str, tables: &Directory) -> String {
    let fixed = |dictionary: Dictionary| {
        let word = dictionary.words().iter().find(|word| word.name == told);
        word.map(|word| word.name_in(language()).to_owned())
    };
    let entry =
        |entries: &[Entry]| entries.iter().find(|entry| entry.name == told).map(in_language);
    let found = match field {
        Field::DocumentType => fixed(Dictionary::DocumentType),
        Field::Nationality => fixed(Dictionary::Nationality),
        Field::Sex => fixed(Dictionary::Sex),
        Field::Ethnicity => fixed(Dictionary::Ethnicity),
        Field::District => fixed(Dictionary::District),
        Field::MailRegion => fixed(Dictionary::MailRegion),
        Field::Delivery => fixed(Dictionary::Delivery),
        Field::Bank => entry(&tables.banks),
        Field::Occupation => entry(&tables.occupations),
        Field::BirthDate | Field::ValidFrom | Field::ValidUntil => Some(day(told)),
        Field::EmblemSide | Field::PortraitSide | Field::Photo => {
            Some(words().picture_given.to_owned())
        }
        Field::Disclaimer | Field::Pledge => version_in(told).map(words::agreed_to),
        Field::Name
        | Field::IdNumber
        | Field::Authority
        | Field::Address
        | Field::Landline
        | Field::Mobile
        | Field::Branch
        | Field::Recipient
        | Field::RecipientMobile
        | Field::MailAddress
        | Field::Postcode => None,
    };
    found.unwrap_or_else(|| told.to_owned())
}

/// The version within `已阅读并同意（版本 1）`.
fn version_in(told: &str) -> Option<&str> {
    told.strip_suffix('）')?.rsplit_once(' ').map(|(_, version)| version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_is_masked_until_asked_for() {
        let mut draft = Draft::new();
        draft.set(Field::Name, "张三");
        draft.set(Field::Mobile, "13412342456");
        let directory = Directory::built_in();
        assert_eq!(words_of(Field::Name, &draft, &directory, true), "张**");
        assert_eq!(words_of(Field::Mobile, &draft, &directory, true), "134****2456");
        assert_eq!(words_of(Field::Mobile, &draft, &directory, false), "13412342456");
        assert_eq!(words_of(Field::Landline, &draft, &directory, true), "未填写");
    }

    #[test]
    fn what_the_server_says_in_chinese_is_said_again_in_the_language_of_the_page() {
        let tables = Directory::built_in();
        crate::language::CURRENT.set(sscard_shared::language::Language::En);
        for (field, told, said) in [
            (Field::Sex, "女", "Female"),
            (Field::Ethnicity, "汉族", "Han"),
            (Field::Bank, "北京银行", "Bank of Beijing"),
            (Field::BirthDate, "1990-03-07", "7 March 1990"),
            (Field::ValidUntil, "长期", "Long-term (长期)"),
            (Field::Photo, "已上传", "Uploaded"),
            (Field::Pledge, "已阅读并同意（版本 2026-1）", "Read and agreed to (version 2026-1)"),
            (Field::Name, "张**", "张**"),
            (Field::Bank, "样本银行", "样本银行"),
        ] {
            assert_eq!(said_again(field, told, &tables), said);
        }
    }

    #[test]
    fn a_mail_address_is_shown_only_when_mailed() {
        let mut draft = Draft::new();
        draft.set(Field::Delivery, "pickup");
        assert_eq!(fields(Step::Delivery, &draft), [Field::Delivery]);
        draft.set(Field::Delivery, "mail");
        assert_eq!(fields(Step::Delivery, &draft).len(), 6);
    }
}
