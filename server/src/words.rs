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
            let text = answer_text(field, value, directory);
            let text = match masking {
                Masking::On => mask_text(field, text),
                Masking::Off => text,
            };
            Some(Answer { field, label: field.label().to_owned(), text })
        })
        .collect()
}

fn answer_text(field: Field, value: &str, directory: &Directory) -> String {
    let entry_name = |dictionary: Dictionary| dictionary.name_of(value).map(str::to_owned);
    let operator_entry_name = |entries: &[sscard_shared::directory::Entry]| {
        entries.iter().find(|entry| entry.code == value).map(|entry| entry.name.clone())
    };
    let word = match field {
        Field::DocumentType => entry_name(Dictionary::DocumentType),
        Field::Nationality => entry_name(Dictionary::Nationality),
        Field::Sex => entry_name(Dictionary::Sex),
        Field::Ethnicity => entry_name(Dictionary::Ethnicity),
        Field::District => entry_name(Dictionary::District),
        Field::MailRegion => entry_name(Dictionary::MailRegion),
        Field::Delivery => entry_name(Dictionary::Delivery),
        Field::Bank => operator_entry_name(&directory.banks),
        Field::Occupation => operator_entry_name(&directory.occupations),
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

fn mask_text(field: Field, text: String) -> String {
    match field {
        Field::Name | Field::Recipient => mask::name(&text),
        Field::IdNumber => mask::id_number(&text),
        Field::Mobile | Field::RecipientMobile | Field::Landline => mask::mobile(&text),
        Field::Address | Field::MailAddress => mask::address(&text),
        _ => text,
    }
}
