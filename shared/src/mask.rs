//! Masks: how personal data is shown back, as the guide shows it.

/// `110*****3407`: the first three and last four characters of an ID number, with five stars between (guide, part 一).
#[must_use]
pub fn id_number(number: &str) -> String {
    keep(number, 3, 4, "*****")
}

/// `13*****35`: the first and last two characters of an ID number (guide, part 二, 申领人信息).
#[must_use]
pub fn id_number_short(number: &str) -> String {
    keep(number, 2, 2, "*****")
}

/// `134****2456`: the first three and last four digits of a mobile number.
#[must_use]
pub fn mobile(number: &str) -> String {
    keep(number, 3, 4, "****")
}

/// `张**`: the first character of a name.
#[must_use]
pub fn name(name: &str) -> String {
    name.chars().next().map_or_else(String::new, |first| format!("{first}**"))
}

/// An address up to its sixth character, then stars: enough to know one's own.
#[must_use]
pub fn address(address: &str) -> String {
    keep(address, 6, 0, "****")
}

/// Keeps so many characters at both ends; text too short to hide anything becomes the stars alone.
fn keep(text: &str, head: usize, tail: usize, stars: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= head + tail {
        return stars.to_owned();
    }
    let mut masked: String = chars.iter().take(head).collect();
    masked.push_str(stars);
    masked.extend(chars.iter().skip(chars.len() - tail));
    masked
}
