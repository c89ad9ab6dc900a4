//! Pictures that are drawn here, written to bytes, and decoded, cropped, encoded and measured by the crate.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod cropping;
mod damage;
mod decoding;
mod drawn;
mod encoding;
mod field;
mod measuring;
mod profiles;
mod reducing;
mod tails;
mod webp;
