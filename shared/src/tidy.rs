//! What was typed or pasted, made tidy before anybody judges it: copied labels go, and what holds already is put into normal form.
//!
//! Nothing that a rule would refuse becomes something that it takes, but for a label in front and the marks that join digits.

use crate::{
    Date,
    application::check_value,
    directory::Directory,
    field::Field,
    normalise::{self, is_han},
};

/// The words that forms and messages put before an answer, with a colon after them.
const LABELS: [(Field, &[&str]); 6] = [
    (Field::Name, &["姓名", "名字"]),
    (Field::Recipient, &["邮寄接收人", "接收人", "收件人", "收货人", "姓名"]),
    (Field::Authority, &["签发机关", "发证机关"]),
    (Field::Address, &["常住所在地地址", "居住地址", "详细地址", "住址", "地址"]),
    (Field::MailAddress, &["邮寄接收地址", "收件地址", "收货地址", "详细地址", "地址"]),
    (Field::Landline, &["固定电话", "座机", "电话"]),
];

/// The text of a field as it is kept once the person has left it: in normal form where it holds, otherwise without what nobody meant to
/// type. Fields that are chosen stay as they are.
#[must_use]
pub fn answer(field: Field, text: &str, today: Date, directory: &Directory) -> String {
    if !is_typed(field) {
        return text.to_owned();
    }
    let bare = pasted(field, text);
    check_value(field, &bare, today, directory)
        .normalised
        .filter(|_| !bare.is_empty())
        .unwrap_or(bare)
}

/// A piece of text as it is put into a field: one line, without its label, marks that nobody sees and, among digits, without what joins
/// them.
#[must_use]
pub fn pasted(field: Field, text: &str) -> String {
    match field {
        Field::IdNumber => digits(text).to_ascii_uppercase(),
        Field::Mobile | Field::RecipientMobile | Field::Postcode => digits(text),
        Field::BirthDate | Field::ValidFrom | Field::ValidUntil => date(text),
        _ => normalise::text(without_label(field, &normalise::text(text))),
    }
}

/// The digits of a code that was sent, with nothing of the message around them.
#[must_use]
pub fn code(text: &str) -> String {
    let compact = normalise::compact(text);
    let mut runs = compact.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 6);
    runs.next_back().unwrap_or(&compact).to_owned()
}

/// Whether a field is typed; the others are chosen from a list, or are pictures.
const fn is_typed(field: Field) -> bool {
    matches!(
        field,
        Field::Name
            | Field::IdNumber
            | Field::BirthDate
            | Field::ValidFrom
            | Field::ValidUntil
            | Field::Authority
            | Field::Address
            | Field::Landline
            | Field::Mobile
            | Field::Recipient
            | Field::RecipientMobile
            | Field::MailAddress
            | Field::Postcode
    )
}

/// A number: no such number begins with a Han character, so what stands before it is a label.
fn digits(text: &str) -> String {
    let mut number = normalise::compact(text);
    number.retain(|c| !matches!(c, '-' | '.'));
    number.trim_start_matches(|c: char| is_han(c) || c == ':').to_owned()
}

/// A date: likewise, but for 长期, which is a word in its own right.
fn date(text: &str) -> String {
    let compact = normalise::compact(text);
    match compact.rsplit_once(':') {
        Some((label, date)) if label.chars().all(is_han) => date.to_owned(),
        _ => compact,
    }
}

/// A text without the label that was copied with it.
fn without_label(field: Field, text: &str) -> &str {
    let labels = LABELS.iter().find(|(of, _)| *of == field).map_or(&[][..], |(_, labels)| labels);
    let bare = labels
        .iter()
        .find_map(|label| text.strip_prefix(label)?.trim_start().strip_prefix(['：', ':']));
    // A label may have been copied twice, with the one of the page and the one of the message.
    bare.map_or(text, |bare| without_label(field, bare.trim_start()))
}
