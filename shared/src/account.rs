//! What an account of the operator is called: 用户名, 手机号 or 身份证号, in one field.

use crate::{contact::Mobile, normalise, pattern::PERMANENT_2017};

/// A name that an account may be found by, in normal form.
///
/// Which of the three it is follows from its form, for a user name never has the form of a number: it begins with a letter.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum AccountName {
    /// 用户名, in small letters.
    User(String),
    /// 手机号: eleven digits.
    Mobile(String),
    /// 身份证号, with a capital X.
    IdNumber(String),
}

/// Why a text cannot be a user name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserNameError {
    /// Fewer than two or more than thirty-two characters.
    #[error("用户名应为2至32个字符")]
    Length,
    /// Begins otherwise than with a letter.
    #[error("用户名应以字母或汉字开头")]
    Beginning,
    /// Holds something else than letters, digits, `_`, `-` and `.`.
    #[error("用户名只能有字母、汉字、数字、下划线、连字符和点")]
    Characters,
    /// Has the form of a permanent resident's number.
    #[error("用户名不能是证件号码的形式")]
    IsANumber,
}

impl AccountName {
    /// Reads what was typed: full-width forms, spaces, `+86` and a small x are all right. Every text is a name; most of them are nobody's.
    #[must_use]
    pub fn of(typed: &str) -> Self {
        let text = normalise::compact(typed);
        if let Ok(mobile) = Mobile::parse(&text) {
            return Self::Mobile(mobile.as_str().to_owned());
        }
        let number = text.to_ascii_uppercase();
        if is_number(&number) { Self::IdNumber(number) } else { Self::User(text.to_lowercase()) }
    }

    /// A user name that an account may have.
    ///
    /// # Errors
    /// Why it cannot be one.
    pub fn user(typed: &str) -> Result<String, UserNameError> {
        let text = normalise::compact(typed).to_lowercase();
        if !(2..=32).contains(&text.chars().count()) {
            return Err(UserNameError::Length);
        }
        if !text.starts_with(char::is_alphabetic) {
            return Err(UserNameError::Beginning);
        }
        if !text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')) {
            return Err(UserNameError::Characters);
        }
        if is_number(&text.to_ascii_uppercase()) {
            return Err(UserNameError::IsANumber);
        }
        Ok(text)
    }

    /// The name in normal form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::User(name) | Self::Mobile(name) | Self::IdNumber(name) => name,
        }
    }
}

impl std::fmt::Debug for AccountName {
    /// Tells the kind only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::User(_) => "User",
            Self::Mobile(_) => "Mobile",
            Self::IdNumber(_) => "IdNumber",
        })
    }
}

/// Whether a text in capitals has the form of a number: to find an account it need not be a true one.
fn is_number(text: &str) -> bool {
    let eighteen = text.len() == 18
        && text.bytes().take(17).all(|byte| byte.is_ascii_digit())
        && text.bytes().skip(17).all(|byte| byte.is_ascii_digit() || byte == b'X');
    eighteen || PERMANENT_2017.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_tells_by_its_form_which_name_it_is() {
        let user = |name: &str| AccountName::User(name.to_owned());
        let mobile = |name: &str| AccountName::Mobile(name.to_owned());
        let number = |name: &str| AccountName::IdNumber(name.to_owned());
        for (typed, name) in [
            ("zhang-yangben", user("zhang-yangben")),
            (" Zhang-Yangben ", user("zhang-yangben")),
            ("ｚｈａｎｇ－yangben", user("zhang-yangben")),
            ("张样本", user("张样本")),
            ("13900000001", mobile("13900000001")),
            ("+86 139-0000-0001", mobile("13900000001")),
            ("１３９００００００01", mobile("13900000001")),
            ("110108199003072011", number("110108199003072011")),
            ("110101 19550101 206x", number("11010119550101206X")),
            ("１１０１０１１９５５０１０１２０６ｘ", number("11010119550101206X")),
            ("", user("")),
            ("12345", user("12345")),
        ] {
            assert!(AccountName::of(typed) == name, "{typed}");
        }
    }

    #[test]
    fn a_user_name_is_never_a_number() {
        for (typed, verdict) in [
            ("Zhang-Yangben", Ok("zhang-yangben")),
            ("张样本", Ok("张样本")),
            ("ab", Ok("ab")),
            ("a", Err(UserNameError::Length)),
            ("a2345678901234567890123456789012", Ok("a2345678901234567890123456789012")),
            ("a23456789012345678901234567890123", Err(UserNameError::Length)),
            ("13900000001", Err(UserNameError::Beginning)),
            ("_zhang", Err(UserNameError::Beginning)),
            ("zhang@example", Err(UserNameError::Characters)),
            ("abc123456789012", Err(UserNameError::IsANumber)),
        ] {
            assert_eq!(AccountName::user(typed), verdict.map(str::to_owned), "{typed}");
            if let Ok(name) = verdict {
                assert!(AccountName::of(typed) == AccountName::User(name.to_owned()), "{typed}");
            }
        }
    }
}
