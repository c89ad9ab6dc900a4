//! The language that the person has chosen. Words ask for it whenever they are said; a change of it has the page built anew.

use std::cell::Cell;

use sscard_shared::{language::Language, normalise::is_han};

use crate::platform;

thread_local! {
    pub(crate) static CURRENT: Cell<Language> = const { Cell::new(Language::ZhCn) };
}

/// The language of the moment.
#[must_use]
pub fn language() -> Language {
    CURRENT.get()
}

/// Takes the language that the HTML was shown in from its first paint on.
pub fn begin() {
    CURRENT.set(platform::language());
}

/// Speaks another language from now on, and remembers it on this device.
pub fn speak(language: Language) {
    CURRENT.set(language);
    platform::set_language(language);
}

/// The mark of a text that stays Chinese whatever the page speaks, such as the operator's: a screen reader then reads it as Chinese.
#[must_use]
pub fn lang_of(text: &str) -> Option<&'static str> {
    match language() {
        Language::ZhCn => None,
        Language::En => text.chars().any(is_han).then(|| Language::ZhCn.tag()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_in_another_language_is_marked_and_nothing_else_is() {
        assert_eq!(lang_of("中关村支行"), None);
        CURRENT.set(Language::En);
        assert_eq!(lang_of("中关村支行"), Some("zh-CN"));
        assert_eq!(lang_of("Bank of Beijing"), None);
    }
}
