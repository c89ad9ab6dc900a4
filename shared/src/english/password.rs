//! Cause and remedy of what is wrong with a password.

use crate::password::PasswordError;

/// Cause and remedy.
pub(crate) const fn words(error: PasswordError) -> &'static str {
    match error {
        PasswordError::TooShort => {
            "The password is too short. Please choose one of 8 to 64 characters."
        }
        PasswordError::TooLong => {
            "The password is too long. Please choose one of 8 to 64 characters."
        }
        PasswordError::OneKind => {
            "The password is too simple. Please use at least two kinds out of letters, digits and symbols."
        }
        PasswordError::Repeated => {
            "The password repeats the same few characters. Please choose one that is harder to guess."
        }
        PasswordError::OfThePerson => {
            "The password must not contain the user name, the mobile number or the ID number. Please choose one that is harder to guess."
        }
    }
}
