//! Answers in words: codes become their names, and personal data is masked as the guide masks it.

use sscard_shared::{
    api::Answer, dictionary::Dictionary, directory::Directory, draft::Draft, field::Field, mask,
};

/// Whether personal data is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masking {
    /// As the owner sees it.
    On,
    /// As the operator needs it.
    Off,
}

/// The answers of an application in words, in the order of the form.
#[must_use]
pub fn answers(draft: &Draft, directory: &Directory, masking: Masking) -> Vec<Answer> {
    Field::ALL
        .into_iter()
        .filter_map(|field| {
            let value = draft.get(field);
            if value.is_empty() {
                return None;
            }
            let text = in_words(field, value, directory);
            let text = match masking {
                Masking::On => masked(field, text),
                Masking::Off => text,
            };
            Some(Answer { field, label: field.label().to_owned(), text })
        })
        .collect()
}

fn in_words(field: Field, value: &str, directory: &Directory) -> String {
    let known = |dictionary: Dictionary| dictionary.name_of(value).map(str::to_owned);
    let entry = |entries: &[sscard_shared::directory::Entry]| {
        entries.iter().find(|entry| entry.code == value).map(|entry| entry.name.clone())
    };
    let word = match field {
        Field::DocumentType => known(Dictionary::DocumentType),
        Field::Nationality => known(Dictionary::Nationality),
        Field::Sex => known(Dictionary::Sex),
        Field::Ethnicity => known(Dictionary::Ethnicity),
        Field::District => known(Dictionary::District),
        Field::MailRegion => known(Dictionary::MailRegion),
        Field::Delivery => known(Dictionary::Delivery),
        Field::Bank => entry(&directory.banks),
        Field::Occupation => entry(&directory.occupations),
        Field::Branch => {
            let found = directory.branches.iter().find(|branch| branch.code == value);
            found.map(|branch| branch.name.clone())
        }
        Field::EmblemSide | Field::PortraitSide | Field::Photo => Some(String::from("已上传")),
        Field::Disclaimer | Field::Pledge => Some(format!("已阅读并同意（版本 {value}）")),
        _ => None,
    };
    // A code that is no longer in its table is still better than nothing.
    word.unwrap_or_else(|| value.to_owned())
}

fn masked(field: Field, text: String) -> String {
    match field {
        Field::Name | Field::Recipient => mask::name(&text),
        Field::IdNumber => mask::id_number(&text),
        Field::Mobile | Field::RecipientMobile | Field::Landline => mask::mobile(&text),
        Field::Address | Field::MailAddress => mask::address(&text),
        _ => text,
    }
}
