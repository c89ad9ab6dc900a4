//! The rules of the application for a third-generation social security card (第三代社会保障卡).
//!
//! No I/O, no clock, no randomness, no browser: the same code decides in the page and on the server. Today's date is
//! a parameter wherever a rule needs one.

pub mod photo;
