//! The answers as words: codes by their tables, personal data behind masks until asked for.

use sscard_shared::{
    dictionary::Dictionary, directory::Directory, draft::Draft, field::Field, mask, step::Step,
};

use crate::words;

/// The fields of a step that have something to show, pictures aside.
#[must_use]
pub fn fields(step: Step, draft: &Draft) -> Vec<Field> {
    let mailed = draft.get(Field::Delivery) == "mail";
    let is_mail = |field: Field| step == Step::Delivery && field != Field::Delivery;
    let is_picture =
        |field: Field| matches!(field, Field::EmblemSide | Field::PortraitSide | Field::Photo);
    step.fields()
        .iter()
        .copied()
        .filter(|field| !is_picture(*field) && (mailed || !is_mail(*field)))
        .collect()
}

/// The words of an answer.
#[must_use]
pub fn words_of(field: Field, draft: &Draft, directory: &Directory, masked: bool) -> String {
    let text = draft.get(field);
    if text.is_empty() {
        return words().not_given.to_owned();
    }
    let entry = |entries: &[sscard_shared::directory::Entry]| {
        entries.iter().find(|entry| entry.code == text).map(|entry| entry.name.clone())
    };
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

fn fixed(dictionary: Dictionary, code: &str) -> Option<String> {
    dictionary.name_of(code).map(str::to_owned)
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
    fn a_mail_address_is_shown_only_when_mailed() {
        let mut draft = Draft::new();
        draft.set(Field::Delivery, "pickup");
        assert_eq!(fields(Step::Delivery, &draft), [Field::Delivery]);
        draft.set(Field::Delivery, "mail");
        assert_eq!(fields(Step::Delivery, &draft).len(), 6);
    }
}
