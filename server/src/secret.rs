//! Random values that cannot be guessed, and their hashes.

use rand::{Rng as _, RngExt as _};
use sha2::{Digest as _, Sha256};

/// A session's token: 256 random bits in hexadecimal. It is stored in the cookie only.
#[must_use]
pub fn token() -> String {
    random_hex(32)
}

/// The id of a picture, a person or an applicant: 128 random bits, 32 lower-case hexadecimal characters.
#[must_use]
pub fn id() -> String {
    random_hex(16)
}

/// The id of one request in the log.
#[must_use]
pub fn request_id() -> String {
    random_hex(8)
}

/// Six digits for an SMS.
#[must_use]
pub fn sms_code() -> String {
    format!("{:06}", rand::rng().random_range(0..1_000_000))
}

/// Sixteen digits for a receipt: fifteen random ones and a Luhn check digit, so that a misread number is noticed.
#[must_use]
pub fn receipt() -> String {
    let body: u64 = rand::rng().random_range(100_000_000_000_000..1_000_000_000_000_000);
    let body = body.to_string();
    let check = luhn(&body);
    format!("{body}{check}")
}

/// Whether sixteen digits end in the check digit that [`receipt`] gives.
#[must_use]
pub fn is_receipt(text: &str) -> bool {
    text.len() == 16
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && text.ends_with(&luhn(&text[..15]).to_string())
}

/// Whether a text has the form of [`id`].
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// SHA-256 in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Compares two texts in a time that does not reveal where they differ.
#[must_use]
pub fn is_equal(left: &str, right: &str) -> bool {
    left.len() == right.len()
        && left.bytes().zip(right.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

fn random_hex(bytes: usize) -> String {
    let mut random = vec![0; bytes];
    rand::rng().fill_bytes(&mut random);
    hex(&random)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn luhn(digits: &str) -> u32 {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match place % 2 {
                0 if digit > 4 => digit * 2 - 9,
                0 => digit * 2,
                _ => digit,
            }
        })
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_has_a_check_digit() {
        for _ in 0..200 {
            let receipt = receipt();
            assert!(is_receipt(&receipt), "{receipt}");
            let last = receipt.as_bytes()[15] - b'0';
            assert!(!is_receipt(&format!("{}{}", &receipt[..15], (last + 1) % 10)));
        }
        assert!(!is_receipt("１２３４５６７８９０１２３４５６"));
    }

    #[test]
    fn ids_and_codes_have_their_form() {
        assert!(is_id(&id()));
        assert_eq!(token().len(), 64);
        assert!(sms_code().len() == 6 && sms_code().bytes().all(|byte| byte.is_ascii_digit()));
        assert!(is_equal("abc", "abc") && !is_equal("abc", "abd") && !is_equal("abc", "ab"));
    }
}
