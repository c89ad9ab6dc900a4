//! Pictures that are drawn here, written to bytes, and decoded, cropped, encoded and measured by the crate.
#![expect(clippy::unwrap_used, reason = "a test that cannot continue has failed")]

mod cropping;
mod cut_files;
mod damage;
mod decoding;
mod drawing;
mod encoding;
mod measuring;
mod profiles;
mod rare_files;
mod reducing;
mod webp;
