//! How the person wants the page: 长辈版, the size of the letters, reading aloud. Kept on the device, and set on the root element
//! before the first paint by the script of `index.html`, which also knows what a host application asks for.

use leptos::prelude::{document, window};

/// How large the letters are, in both manners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// 标准.
    #[default]
    Standard,
    /// 大.
    Large,
    /// 特大.
    Largest,
}

impl Letters {
    /// From the smallest to the largest.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Large, Self::Largest];

    /// The value of the attribute, by which the style knows it.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Standard => "1",
            Self::Large => "2",
            Self::Largest => "3",
        }
    }

    /// The size of a mark; the standard one of anything else.
    #[must_use]
    pub fn of_mark(mark: &str) -> Self {
        Self::ALL.into_iter().find(|letters| letters.mark() == mark).unwrap_or_default()
    }
}

const ELDER: &str = "data-elder";
const LETTERS: &str = "data-letters";
const ELDER_KEY: &str = "sscard:elder";
const LETTERS_KEY: &str = "sscard:letters";
const ALOUD_KEY: &str = "sscard:aloud";
const HINT_KEY: &str = "sscard:elder-hint";

/// Whether the page is in 长辈版.
#[must_use]
pub fn is_elder() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(ELDER))
}

/// Turns 长辈版 on or off. Off is remembered as well: the host application may go on asking for it.
pub fn set_elder(on: bool) {
    if let Some(root) = document().document_element() {
        let _ = if on { root.set_attribute(ELDER, "") } else { root.remove_attribute(ELDER) };
    }
    remember(ELDER_KEY, if on { "1" } else { "0" });
}

/// How large the letters are.
#[must_use]
pub fn letters() -> Letters {
    let mark = document().document_element().and_then(|root| root.get_attribute(LETTERS));
    mark.map_or(Letters::Standard, |mark| Letters::of_mark(&mark))
}

/// Sets the size of the letters.
pub fn set_letters(letters: Letters) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(LETTERS, letters.mark());
    }
    remember(LETTERS_KEY, letters.mark());
}

/// Whether the page may be read aloud.
#[must_use]
pub fn reads_aloud() -> bool {
    remembered(ALOUD_KEY).as_deref() == Some("1")
}

/// Lets the page be read aloud, or not.
pub fn set_reads_aloud(on: bool) {
    remember(ALOUD_KEY, if on { "1" } else { "0" });
}

/// Whether the person should be told that there is 长辈版. True once on a device, and never where they have chosen already.
pub fn elder_is_news() -> bool {
    let is_news = !is_elder() && remembered(ELDER_KEY).is_none() && remembered(HINT_KEY).is_none();
    if is_news {
        remember(HINT_KEY, "1");
    }
    is_news
}

fn remembered(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_size_of_letters_has_a_mark_of_its_own() {
        for letters in Letters::ALL {
            assert_eq!(Letters::of_mark(letters.mark()), letters);
        }
        assert_eq!(Letters::of_mark("9"), Letters::Standard);
    }
}
