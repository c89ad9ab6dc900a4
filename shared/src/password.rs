//! What a password must be. The official guide says nothing of it; the rules are ours: the length of NIST SP 800-63B, and of the
//! complexity that 等级保护 asks for (GB/T 22239-2019, 身份鉴别) no more than people can keep in mind. See docs/rules.md.

use crate::{english, language::Language, normalise};

/// A password that may be set. It is what was typed, to the character: nothing in it is put into order.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a text may not be a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than eight characters.
    #[error("密码不足8位，请设置8至64位的密码")]
    TooShort,
    /// More than sixty-four characters.
    #[error("密码超过64位，请设置8至64位的密码")]
    TooLong,
    /// Letters alone, digits alone, or other marks alone.
    #[error("密码过于简单，请同时使用字母、数字、符号中的至少两种")]
    OneKind,
    /// Hardly more than one character, over and over.
    #[error("密码中重复的字符过多，请换一个不易被猜到的密码")]
    Repeated,
    /// Of what others may know of the person.
    #[error("密码不能包含用户名、手机号或身份证号，请换一个不易被猜到的密码")]
    OfThePerson,
}

/// The fewest characters.
pub const MIN_LENGTH: usize = 8;
/// The most characters.
pub const MAX_LENGTH: usize = 64;
/// The fewest different characters: below it a password is one key held down.
const MIN_DIFFERENT: usize = 4;
/// So much of a name or a number, in a row, is the name or the number: shorter parts are in any password by chance.
const TELLING: usize = 6;

impl Password {
    /// Judges a password as typed. `known` are the name and the numbers of the account, as far as they are known.
    ///
    /// # Errors
    /// Why it may not be one.
    pub fn parse(text: &str, known: &[&str]) -> Result<Self, PasswordError> {
        let length = text.chars().count();
        if length < MIN_LENGTH {
            return Err(PasswordError::TooShort);
        }
        if length > MAX_LENGTH {
            return Err(PasswordError::TooLong);
        }
        if kinds(text) < 2 {
            return Err(PasswordError::OneKind);
        }
        if different(text) < MIN_DIFFERENT {
            return Err(PasswordError::Repeated);
        }
        if known.iter().any(|known| is_of(text, known)) {
            return Err(PasswordError::OfThePerson);
        }
        Ok(Self(text.to_owned()))
    }

    /// What was typed.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    /// Tells nothing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Password").finish_non_exhaustive()
    }
}

impl PasswordError {
    /// Cause and remedy, in a language.
    #[must_use]
    pub fn words_in(self, language: Language) -> String {
        match language {
            Language::ZhCn => self.to_string(),
            Language::En => english::password::words(self).to_owned(),
        }
    }
}

fn different(text: &str) -> usize {
    text.chars().collect::<std::collections::BTreeSet<_>>().len()
}

/// How many of the three kinds there are: letters of any script, digits, and everything else.
fn kinds(text: &str) -> usize {
    let has = |kind: fn(char) -> bool| usize::from(text.chars().any(kind));
    has(char::is_alphabetic) + has(char::is_numeric) + has(|c| !c.is_alphanumeric())
}

/// Whether a password holds what is known of the person, or a telling part of it.
fn is_of(text: &str, known: &str) -> bool {
    let (text, known) = (folded(text), folded(known));
    let known: Vec<char> = known.chars().collect();
    if known.is_empty() {
        return false;
    }
    if known.len() < TELLING {
        // Of a short name only the name with a tail of digits is refused: `wang` is in many words.
        return text.trim_end_matches(|c: char| c.is_numeric()) == known.iter().collect::<String>();
    }
    known.windows(TELLING).any(|part| text.contains(&part.iter().collect::<String>()))
}

fn folded(text: &str) -> String {
    normalise::compact(text).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 3] = ["zhang-yangben", "13900000001", "110108199003072011"];

    #[test]
    fn a_password_is_long_mixed_and_nothing_that_others_know() {
        for (text, verdict) in [
            ("yueliang7", Ok(())),
            ("月亮代表我的心7", Ok(())),
            ("correct horse battery", Ok(())),
            ("yueli 7", Err(PasswordError::TooShort)),
            ("", Err(PasswordError::TooShort)),
            ("月亮代表我的7", Err(PasswordError::TooShort)),
            ("20200110", Err(PasswordError::OneKind)),
            ("yueliangdaibiao", Err(PasswordError::OneKind)),
            ("!@#$%^&*", Err(PasswordError::OneKind)),
            ("aaaaaaa1", Err(PasswordError::Repeated)),
            ("1a1a1a1a1a", Err(PasswordError::Repeated)),
            ("Zhang-Yangben", Err(PasswordError::OfThePerson)),
            ("yangben2020", Err(PasswordError::OfThePerson)),
            ("a13900000001", Err(PasswordError::OfThePerson)),
            ("a900000001", Err(PasswordError::OfThePerson)),
            ("pw19900307", Err(PasswordError::OfThePerson)),
            ("１９９００３０７pw", Err(PasswordError::OfThePerson)),
        ] {
            assert_eq!(Password::parse(text, &KNOWN).map(drop), verdict, "{text}");
        }
    }

    #[test]
    fn eight_and_sixty_four_characters_are_the_ends() {
        let long = |length: usize| "ab12".chars().cycle().take(length).collect::<String>();
        for (length, verdict) in [
            (7, Err(PasswordError::TooShort)),
            (8, Ok(())),
            (64, Ok(())),
            (65, Err(PasswordError::TooLong)),
        ] {
            assert_eq!(Password::parse(&long(length), &[]).map(drop), verdict, "{length}");
        }
    }

    #[test]
    fn a_short_name_is_refused_as_the_password_and_not_inside_one() {
        for (text, verdict) in
            [("wang2026", Err(PasswordError::OfThePerson)), ("wangfujing88", Ok(()))]
        {
            assert_eq!(Password::parse(text, &["wang"]).map(drop), verdict, "{text}");
        }
    }

    #[test]
    fn every_refusal_has_words_in_every_language_and_repeats_nothing() {
        for error in [
            PasswordError::TooShort,
            PasswordError::TooLong,
            PasswordError::OneKind,
            PasswordError::Repeated,
            PasswordError::OfThePerson,
        ] {
            assert!(error.words_in(Language::ZhCn).contains('请'));
            let english = error.words_in(Language::En);
            assert!(english.contains("lease ") && english.ends_with('.'), "{english}");
        }
    }
}
